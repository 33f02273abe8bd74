"""Wrong: strip() takes the blanks at both ends of the line away with the newline.

Loses: sends_lines_as_they_are
Says: Blanks at the ends of a line belong to it
"""

import socket
import sys


def read(sock, n):
    got = b""
    while len(got) < n:
        chunk = sock.recv(n - len(got))
        if not chunk:
            raise ConnectionError("connection closed by the server")
        got += chunk
    return got


def main():
    if len(sys.argv) == 2:
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        sock.connect(sys.argv[1])
    else:
        sock = socket.create_connection((sys.argv[1], int(sys.argv[2])))
    with sock:
        print(read(sock, int.from_bytes(read(sock, 4), "big")).decode())
        for line in sys.stdin:
            message = line.strip().encode()
            sock.sendall(len(message).to_bytes(4, "big") + message)
            print(read(sock, int.from_bytes(read(sock, 4), "big")).decode())


if __name__ == "__main__":
    main()
