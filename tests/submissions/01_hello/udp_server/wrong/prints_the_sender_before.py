"""Wrong: prints the sender of the datagram before.

Loses: prints_the_sender
Says: each datagram brings its own sender
"""

import socket
import sys


def serve(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    previous = None
    while True:
        data, addr = sock.recvfrom(1024)
        text = data.decode()
        print(text, "from", *(previous or addr))
        previous = addr
        sock.sendto(text.upper().encode(), addr)


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    serve(HOST, PORT)
