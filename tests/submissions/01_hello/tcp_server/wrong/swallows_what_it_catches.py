"""Wrong: the port stays text, and the exception that tells so is caught and thrown away.

Loses: listens
Says: It came to its end, and no error left it. The except in line 17 prints nothing
"""
import socket
import sys

try:
    server = socket.socket()
    server.bind((sys.argv[1], sys.argv[2]))
    server.listen()
    conn, _ = server.accept()
    print(conn.recv(1024))
    conn.sendall(b"hi")
    conn.close()
except Exception:
    pass
