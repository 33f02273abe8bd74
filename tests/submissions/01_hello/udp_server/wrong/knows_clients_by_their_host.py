"""Wrong: answers go to the first port that it has seen of a host.

Loses: answers_each_client
Says: The answer to client I came to client A. | the sender of that datagram
"""

import socket
import sys


def serve(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    clients = {}
    while True:
        data, addr = sock.recvfrom(1024)
        text = data.decode()
        print(text, "from", addr[0], addr[1])
        clients.setdefault(addr[0], addr)
        sock.sendto(text.upper().encode(), clients[addr[0]])


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    serve(HOST, PORT)
