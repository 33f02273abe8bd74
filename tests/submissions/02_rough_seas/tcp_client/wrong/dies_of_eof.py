"""Wrong: the EOFError of input() at the end of the input is not caught.

Loses: ends_with_status_0
Says: The program asked for input, and there was no more
"""

import socket
import struct
import sys


class FrameSocket:
    def __init__(self, sock):
        self.sock = sock

    def _exactly(self, n):
        data = b""
        while len(data) < n:
            chunk = self.sock.recv(n - len(data))
            if not chunk:
                raise ConnectionError("incomplete frame")
            data += chunk
        return data

    def read(self):
        (n,) = struct.unpack("!I", self._exactly(4))
        return self._exactly(n).decode()

    def write(self, text):
        self.sock.sendall(struct.pack("!I", len(text.encode())))
        self.sock.sendall(text.encode())


if len(sys.argv) == 2:
    s = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    s.connect(sys.argv[1])
else:
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.connect((sys.argv[1], int(sys.argv[2])))
frames = FrameSocket(s)
print(frames.read())
while True:
    frames.write(input())
    print(frames.read())
