"""Wrong: prints what it sends and not what it receives.

Loses: prints_the_message
Says: It printed 'hi', which is what it has to say itself
"""
import socket
import sys

ANSWER = b"hi"
s = socket.create_server((sys.argv[1], int(sys.argv[2])))
c, _ = s.accept()
data = c.recv(1024)
if data:
    c.sendall(ANSWER)
    print("message", ANSWER.decode())
c.close()
s.close()
