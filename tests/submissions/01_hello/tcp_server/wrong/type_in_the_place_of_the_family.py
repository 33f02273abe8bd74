"""Wrong: SOCK_STREAM is the only argument of socket(): it is taken for the family.

Loses: listens
Says: `socket.socket(socket.SOCK_STREAM)` | makes a socket of the family AF_UNIX | write `socket.socket(socket.AF_INET, socket.SOCK_STREAM)`
Never says: sandbox
"""
import socket
import sys
sk = socket.socket(socket.SOCK_STREAM)
sk.bind((sys.argv[1], int(sys.argv[2])))
sk.listen()
conn, addr = sk.accept()
ret = conn.recv(1024)
print(ret)
conn.send(b'hi')
conn.close()
sk.close()
