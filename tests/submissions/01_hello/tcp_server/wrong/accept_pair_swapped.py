"""Wrong: unpacks the pair of accept in the wrong order.

Loses: answers, hangs_up, prints_the_message, ends_with_status_0
Says: conn is an address | accept() gives a socket first
"""
import socket
import sys

s = socket.socket()
s.bind((sys.argv[1], int(sys.argv[2])))
s.listen(3)
addr, conn = s.accept()
print("new client", addr)
msg = conn.recv(1024)
print("message", msg)
conn.sendall(b"hi")
conn.close()
s.close()
