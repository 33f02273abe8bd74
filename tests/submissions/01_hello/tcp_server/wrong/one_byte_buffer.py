"""Wrong: recv(1) takes the first letter only, the rest is unread when it closes.

Loses: prints_the_message, hangs_up
Says: 1 of 12 | were never read
"""
import socket
import sys
import time

s = socket.socket()
s.bind((sys.argv[1], int(sys.argv[2])))
s.listen(1)
conn, addr = s.accept()
message = conn.recv(1)          # one message
print(message)
conn.sendall(b"hi")
time.sleep(0.3)
conn.close()
s.close()
