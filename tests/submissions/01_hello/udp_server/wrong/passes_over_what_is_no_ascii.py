"""Wrong: it decodes as ASCII, and goes on without a word where that fails.

Loses: keeps_chinese, prints_every_text_decoded
Says: Your program did not send the answer | The except in line 18 prints nothing: if it has caught an error, nobody has seen that.
"""

import socket
import sys


def serve(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    while True:
        data, addr = sock.recvfrom(1024)
        try:
            text = data.decode("ascii")
        except UnicodeDecodeError:
            continue
        print(text, "from", addr[0], addr[1])
        sock.sendto(text.upper().encode(), addr)


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    serve(HOST, PORT)
