"""Wrong: prints its answer on the screen and never sends it.

Loses: answers
Says: It printed hi, and sent nothing
"""
import socket
import sys


def serve(host, port):
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.bind((host, port))
    s.listen(1)
    print("waiting")
    conn, addr = s.accept()
    print("client:", conn.recv(1024).decode())
    print("server: hi")
    conn.close()
    s.close()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
