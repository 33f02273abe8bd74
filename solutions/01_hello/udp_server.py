"""A UDP server that answers in capital letters."""

import socket
import sys


def serve(host: str, port: int) -> None:
    """Answer each datagram on host:port with its text in upper case, until stopped."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind((host, port))
        while True:
            data, sender = server.recvfrom(1024)
            text = data.decode("utf-8")
            print(text, "from", sender)
            server.sendto(text.upper().encode("utf-8"), sender)


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    serve(HOST, PORT)
