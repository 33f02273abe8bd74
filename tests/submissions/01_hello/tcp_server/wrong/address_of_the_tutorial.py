"""Wrong: the address is written into the program, as in the tutorial.

Loses: listens
Says: Your program listens on 127.0.0.1:8898, but it was started with 127. | Use the HOST and PORT of the command line: `sys.argv[1]` and `int(sys.argv[2])`
Never says: already in use | sandbox
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
