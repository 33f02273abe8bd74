"""Wrong: sends a long answer in several datagrams of 400 bytes.

Loses: takes_1024_bytes
Says: came in pieces, in 3 datagrams
"""
import socket
import sys

PIECE = 400


def pieces(data):
    yield data[:PIECE]
    for start in range(PIECE, len(data), PIECE):
        yield data[start:start + PIECE]


def main(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    while True:
        data, addr = sock.recvfrom(2048)
        print(data.decode(), addr)
        for piece in pieces(data.upper()):
            sock.sendto(piece, addr)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
