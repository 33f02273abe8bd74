"""Wrong: binds 127.0.0.1 whatever HOST says.

Loses: listens
Says: 127.0.0.1, and
"""
import socket
import sys


def serve(port):
    s = socket.socket()
    s.settimeout(5)             # do not sit here for ever
    s.bind(("127.0.0.1", port))
    s.listen()
    conn, addr = s.accept()
    conn.settimeout(60)
    print("message:", conn.recv(1024).decode())
    conn.sendall(b"hi")
    conn.close()
    s.close()


if __name__ == "__main__":
    serve(int(sys.argv[2]))
