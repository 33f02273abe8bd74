"""Wrong: decodes as ASCII and dies of the first Chinese text.

Loses: keeps_chinese, prints_every_text_decoded
Says: decoded as ASCII
Never says: not UTF-8
"""
import socket
import sys

ENCODING = "ascii"


def serve(host, port):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind((host, port))
        while True:
            raw, peer = sock.recvfrom(1024)
            text = raw.decode(ENCODING)
            print("%s:%d: %s" % (peer[0], peer[1], text))
            sock.sendto(text.upper().encode(ENCODING), peer)


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
