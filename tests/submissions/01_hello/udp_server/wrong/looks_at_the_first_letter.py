"""Wrong: it prints the first letter of each text, and an empty one has none.

Loses: survives_an_empty_datagram
Says: Line 18 raised IndexError: string index out of range. The datagram before had no bytes.
Never says: hangs up
"""

import socket
import sys


def serve(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    while True:
        data, addr = sock.recvfrom(1024)
        text = data.decode()
        print("first letter:", text[0])
        print(text, "from", addr[0], addr[1])
        sock.sendto(text.upper().encode(), addr)


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
