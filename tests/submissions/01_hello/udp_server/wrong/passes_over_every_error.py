"""Wrong: it sends text and no bytes, and nobody sees the TypeError.

Loses: answers
Points: 10
Says: Your program did not send an answer. | The except in line 21 prints nothing: if it has caught an error, nobody has seen that.
"""

import socket
import sys


def serve(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    while True:
        data, addr = sock.recvfrom(1024)
        try:
            text = data.decode()
            print(text, "from", addr[0], addr[1])
            sock.sendto(text.upper(), addr)
        except Exception:
            pass


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    serve(HOST, PORT)
