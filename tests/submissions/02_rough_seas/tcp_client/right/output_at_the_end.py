"""Right: collects what it has to print and prints it when the program ends, also by an error."""

import argparse
import atexit
import functools
import io
import socket
import sys

if not sys.argv[1:]:
    sys.argv = [sys.argv[0], "127.0.0.1", "8898"]

out = io.StringIO()
atexit.register(lambda: sys.stdout.write(out.getvalue()))


def take(recv, n):
    """Read n bytes, at most 7 at a time."""
    data = bytearray()
    for piece in iter(lambda: recv(min(7, n - len(data))) if len(data) < n else b"", b""):
        data += piece
    if len(data) < n:
        raise ConnectionResetError(f"{n - len(data)} bytes are missing")
    return bytes(data)


def message(recv):
    return take(recv, int.from_bytes(take(recv, 4), "big")).decode()


parser = argparse.ArgumentParser()
parser.add_argument("address", nargs="+", help="HOST PORT, or the path of a socket")
address = parser.parse_args().address
if len(address) > 1:
    client = socket.create_connection(address)
else:
    client = socket.socket(socket.AF_UNIX)
    client.connect(address[0])
get = functools.partial(message, client.recv)

print(get(), file=out)
for line in io.StringIO(sys.stdin.read()):
    body = line.rstrip("\n").encode()
    client.sendall(b"".join([len(body).to_bytes(4, "big"), body]))
    print(get(), file=out)
client.close()
