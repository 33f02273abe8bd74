"""Wrong: encode("ascii", "replace") makes a question mark of every Chinese character.

Loses: sends_utf8
Says: Question marks came in the place of letters
"""

import socket
import struct
import sys


class Channel:
    def __init__(self, sock):
        self.sock = sock

    def _read(self, n):
        data = bytearray(n)
        position = 0
        while position < n:
            count = self.sock.recv_into(memoryview(data)[position:])
            if not count:
                raise EOFError("channel closed")
            position += count
        return bytes(data)

    def read(self):
        return self._read(struct.unpack("!L", self._read(4))[0]).decode("utf-8")

    def write(self, text):
        data = text.encode("ascii", "replace")
        self.sock.sendall(struct.pack("!L", len(data)) + data)


if len(sys.argv) == 2:
    s = socket.socket(socket.AF_UNIX)
    s.connect(sys.argv[1])
else:
    s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
channel = Channel(s)
print(channel.read())
for line in sys.stdin:
    channel.write(line.rstrip("\n"))
    print(channel.read())
