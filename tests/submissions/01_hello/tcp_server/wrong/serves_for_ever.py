"""Wrong: goes back to accept after the first client.

Loses: ends_with_status_0
Says: serves the next client as well: it goes back to accept()
"""
import socket
import sys


def serve(host, port):
    s = socket.socket()
    s.bind((host, port))
    s.listen()
    while True:
        conn, addr = s.accept()
        print(addr, conn.recv(1024).decode(), flush=True)
        conn.sendall(b"hi")
        conn.close()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
