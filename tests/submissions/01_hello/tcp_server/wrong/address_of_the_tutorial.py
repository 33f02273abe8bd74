"""Wrong: the address is written into the program, as in the tutorial.

Loses: listens
Says: command line
Never says: already in use
"""
import socket

HOST = "127.0.0.1"
PORT = 8898

sk = socket.socket()
sk.bind((HOST, PORT))
sk.listen()
conn, addr = sk.accept()
ret = conn.recv(1024)
print(ret)
conn.send(b"hi")
conn.close()
sk.close()
