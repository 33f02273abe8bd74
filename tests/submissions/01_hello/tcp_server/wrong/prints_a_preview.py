"""Wrong: prints only the first 200 letters of the message.

Loses: takes_1024_bytes
Says: 200 of 1024
"""
import socket
import sys


def preview(text, width=200):
    return text if len(text) <= width else text[:width] + "..."


def serve(host, port):
    with socket.create_server((host, port)) as s:
        conn, addr = s.accept()
        with conn:
            text = conn.recv(1024).decode()
            print("message:", preview(text))
            conn.sendall(b"hi")


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
