"""Wrong: prints who came, but not what they said.

Loses: prints_the_message
Says: An address was printed
"""
import socket
import sys


def serve(host, port):
    with socket.create_server((host, port)) as s:
        conn, addr = s.accept()
        with conn:
            message = conn.recv(1024)
            print("got a message from", addr)
            if message:
                conn.sendall(b"hi")


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
