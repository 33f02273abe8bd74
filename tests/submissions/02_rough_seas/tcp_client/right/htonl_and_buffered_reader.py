"""Right: htonl and ntohl with native struct codes, io.BufferedReader around a socket.SocketIO."""

import io
import socket
import struct
import sys

sys.argv[1:] = sys.argv[1:] or ["127.0.0.1", "8898"]


def open_socket(address):
    """Try every address getaddrinfo has, as the example in the manual does."""
    if len(address) == 1:
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        sock.connect(address[0])
        return sock
    last = None
    for family, kind, proto, _, where in socket.getaddrinfo(*address, type=socket.SOCK_STREAM):
        try:
            sock = socket.socket(family, kind, proto)
            sock.connect(where)
        except OSError as error:
            last = error
        else:
            return sock
    raise last


def main():
    sock = open_socket(sys.argv[1:])
    sock.settimeout(None)
    reader = io.BufferedReader(socket.SocketIO(sock, "r"), 16)

    def receive():
        head = reader.read(4)
        (number,) = struct.unpack("=I", head)
        text = reader.read(socket.ntohl(number))
        if len(text) < socket.ntohl(number):
            raise RuntimeError("truncated: " + repr(text))
        return text.decode("UTF-8")

    print(receive())
    with open(sys.stdin.fileno(), "rb", buffering=0, closefd=False) as keyboard:
        for line in keyboard:
            if line[-1:] == b"\n":
                line = line[:-1]
            sock.sendall(struct.pack("=I", socket.htonl(len(line))) + line)
            print(receive())


main()
