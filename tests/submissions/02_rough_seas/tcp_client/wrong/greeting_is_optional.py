"""Wrong: goes on without a greeting if the server leaves before it is complete, to a good end if there is no line.

Loses: fails_without_a_greeting
Says: ended with status 0 | Only 2 of the 4 bytes
"""

import socket
import sys


def connect(address):
    if len(address) == 1:
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        sock.connect(address[0])
    else:
        sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        sock.connect((address[0], int(address[1])))
    return sock


def read_exactly(sock, n):
    data = bytearray()
    while len(data) < n:
        piece = sock.recv(n - len(data))
        if piece == b"":
            raise EOFError("the server left after %d of %d bytes" % (len(data), n))
        data += piece
    return bytes(data)


def read_text(sock):
    n = int.from_bytes(read_exactly(sock, 4), "big")
    return read_exactly(sock, n).decode("utf-8")


def ask(sock, line):
    data = line.encode("utf-8")
    sock.sendall(len(data).to_bytes(4, "big") + data)
    return read_text(sock)


def talk(address):
    sock = connect(address)
    try:
        greeting = read_text(sock)
    except EOFError as error:
        greeting = "(no greeting: %s)" % error
    print(greeting)
    count = 0
    for line in sys.stdin:
        print(ask(sock, line.removesuffix("\n")))
        count += 1
    sock.close()
    print(count, "lines answered", file=sys.stderr)


if __name__ == "__main__":
    talk(sys.argv[1:] or ["127.0.0.1", "8898"])
