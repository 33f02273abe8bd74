"""Wrong: sends each line together with its newline.

Loses: sends_a_line
Says: The line end belongs to the input and not to the frame
"""

import socket
import struct
import sys


def read_exactly(sock, n):
    data = bytearray()
    while len(data) < n:
        chunk = sock.recv(n - len(data))
        if not chunk:
            raise ConnectionError(f"wanted {n} bytes, got {len(data)}")
        data.extend(chunk)
    return bytes(data)


def receive(sock):
    length = struct.unpack(">I", read_exactly(sock, 4))[0]
    return read_exactly(sock, length).decode("utf-8")


def talk(sock):
    print(receive(sock))
    while True:
        line = sys.stdin.readline()
        if not line:
            break
        data = line.encode("utf-8")
        sock.sendall(struct.pack(">I", len(data)) + data)
        print(receive(sock))


if len(sys.argv) == 3:
    with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as sock:
        talk(sock)
else:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as sock:
        sock.connect(sys.argv[1])
        talk(sock)
