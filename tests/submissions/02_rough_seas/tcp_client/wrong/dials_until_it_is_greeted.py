"""Wrong: when the greeting does not come whole it connects again, over and over.

Loses: fails_without_a_greeting
Says: is still running
"""

import socket
import struct
import sys
import time


def connect():
    if len(sys.argv) == 2:
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        sock.connect(sys.argv[1])
    else:
        sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        sock.connect((sys.argv[1], int(sys.argv[2])))
    return sock


def receive(sock, n):
    data = b""
    while len(data) < n:
        part = sock.recv(n - len(data))
        if not part:
            raise ConnectionError("disconnected")
        data += part
    return data


def message(sock):
    return receive(sock, struct.unpack("!I", receive(sock, 4))[0]).decode()


def greeted():
    while True:
        try:
            sock = connect()
            print(message(sock))
            return sock
        except OSError as error:
            print("trying again:", error, file=sys.stderr)
            time.sleep(0.5)


sock = greeted()
for line in sys.stdin:
    data = line.rstrip("\n").encode()
    sock.sendall(struct.pack("!I", len(data)) + data)
    print(message(sock))
