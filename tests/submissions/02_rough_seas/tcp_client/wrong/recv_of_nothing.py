"""Wrong: calls recv(0) for an empty body and takes the b"" it returns for a hang-up.

Loses: takes_an_empty_reply
Says: The reply to line 1 is an empty frame
"""

import socket
import sys


def receive(sock, n):
    data = b""
    while True:
        piece = sock.recv(n - len(data))
        if not piece:
            raise ConnectionError("server has closed the connection")
        data += piece
        if len(data) == n:
            return data


def text(sock):
    length = int.from_bytes(receive(sock, 4), "big")
    return receive(sock, length).decode("utf-8")


def main(argv):
    if len(argv) == 2:
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        sock.connect(argv[1])
    else:
        sock = socket.create_connection((argv[1], int(argv[2])))
    print(text(sock))
    for line in sys.stdin:
        line = line[:-1] if line.endswith("\n") else line
        sock.sendall(len(line.encode()).to_bytes(4, "big") + line.encode())
        print(text(sock))
    sock.close()


main(sys.argv)
