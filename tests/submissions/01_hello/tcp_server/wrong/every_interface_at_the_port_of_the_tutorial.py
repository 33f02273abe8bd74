"""Wrong: listens on every interface, at a port of its own.

Loses: listens
Says: Your program listens on 0.0.0.0:8898, but it was started with 127.
Never says: sandbox | in use
"""
import socket
sk = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sk.bind(('', 8898))
sk.listen()
conn, addr = sk.accept()
ret = conn.recv(1024)
print(ret)
conn.send(b'hi')
conn.close()
sk.close()
