"""Wrong: the sender of the first datagram is printed with each one.

Loses: prints_the_sender
Says: each datagram brings its own sender
"""

import socket
import sys


def serve(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    client = None
    while True:
        data, addr = sock.recvfrom(1024)
        text = data.decode()
        if client is None:
            client = addr
        print(text, "from", client[0], client[1])
        sock.sendto(text.upper().encode(), addr)


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    serve(HOST, PORT)
