"""Right: a generator yields the frames out of big reads and keeps the rest in its buffer."""

import contextlib
import socket
import struct
import sys

if len(sys.argv) == 1:
    sys.argv += ["127.0.0.1", "8898"]


def frames(sock):
    buffer = b""
    while True:
        while len(buffer) >= 4:
            end = 4 + struct.unpack_from("!I", buffer)[0]
            if len(buffer) < end:
                break
            yield buffer[4:end].decode()
            buffer = buffer[end:]
        data = sock.recv(65536)
        if not data:
            return
        buffer += data


def pack(line):
    data = line.encode()
    return struct.pack("!I", len(data)) + data


def lines():
    for line in sys.stdin:
        yield line.rstrip("\n")


def dial(address):
    if len(address) == 1:
        sock = socket.socket(socket.AF_UNIX)
        sock.connect(*address)
        return sock
    return socket.create_connection(address)


with contextlib.closing(dial(sys.argv[1:])) as sock:
    incoming = frames(sock)
    print(next(incoming))  # StopIteration is an error message, too
    for line in lines():
        sock.sendall(pack(line))
        print(next(incoming))
