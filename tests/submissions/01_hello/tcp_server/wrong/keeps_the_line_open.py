"""Wrong: answers every message and closes only when the client has closed.

Loses: hangs_up
Says: only after the client had closed its side
Never says: a second socket
"""
import socket
import sys


def serve(host, port):
    s = socket.create_server((host, port))
    conn, addr = s.accept()
    while True:
        data = conn.recv(1024)
        if not data:
            print("client", addr, "has left")
            break
        print(data.decode())
        conn.sendall(b"hi")
    conn.close()
    s.close()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
