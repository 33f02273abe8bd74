"""Wrong: expects `name:text` and dies of any other message.

Loses: answers, hangs_up, prints_the_message, ends_with_status_0
Says: not enough values to unpack
"""
import socket
import sys


def serve(host, port):
    with socket.create_server((host, port)) as door:
        conn, _ = door.accept()
    with conn:
        name, text = conn.recv(1024).decode().split(":")
        print(name, "writes", text)
        conn.sendall(b"hi")


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
