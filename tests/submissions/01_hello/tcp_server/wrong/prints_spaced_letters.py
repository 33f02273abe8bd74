"""Wrong: a star in print puts blanks between the letters of the message.

Loses: prints_the_message
Says: between its letters
"""
import socket
import sys

sock = socket.create_server((sys.argv[1], int(sys.argv[2])))
c, a = sock.accept()
words = c.recv(1024).decode()
print("message:", *words)
c.sendall(b"hi")
c.close()
sock.close()
