"""Wrong: a format with a precision cuts everything after 1000 letters.

Loses: takes_1024_bytes
Says: 1000 of 1024
"""
import socket
import sys

s = socket.socket()
s.bind((sys.argv[1], int(sys.argv[2])))
s.listen(1)
client, address = s.accept()
message = client.recv(1024).decode("ascii")
print("%s says: %.1000s" % (address[0], message))
client.sendall(b"hi")
client.close()
s.close()
