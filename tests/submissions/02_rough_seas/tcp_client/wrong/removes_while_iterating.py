"""Wrong: takes each line out of the list it is iterating over, so every second one is skipped.

Loses: sends_every_line
Says: another line of the input
"""

import socket
import sys

lines = sys.stdin.read().split("\n")
if lines and lines[-1] == "":
    del lines[-1]


def connect():
    if len(sys.argv) == 2:
        sock = socket.socket(socket.AF_UNIX)
        sock.connect(sys.argv[1])
    else:
        sock = socket.create_connection((sys.argv[1], int(sys.argv[2])))
    return sock


def read_n(n):
    result = b""
    while n > len(result):
        chunk = sock.recv(n - len(result))
        if len(chunk) == 0:
            raise RuntimeError("connection broken")
        result += chunk
    return result


def read_text():
    return read_n(int.from_bytes(read_n(4), "big")).decode()


sock = connect()
print(read_text())
for line in lines:
    body = line.encode()
    sock.sendall(len(body).to_bytes(4, "big") + body)
    print(read_text())
    lines.remove(line)
sock.close()
