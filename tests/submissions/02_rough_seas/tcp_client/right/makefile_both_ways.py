"""Right: one buffered file for both directions (makefile 'rwb' and flush), in a class."""

import socket
import struct
import sys

if len(sys.argv) < 2:  # nothing was said: the usual address
    sys.argv.extend(("127.0.0.1", "8898"))


class Line:
    """A connection that speaks in frames."""

    def __init__(self, address):
        if len(address) == 1:
            self.sock = socket.socket(socket.AF_UNIX)
            self.sock.connect(address[0])
        else:
            host, port = address
            self.sock = socket.socket()
            self.sock.connect((host, int(port)))
        self.file = self.sock.makefile("rwb")

    def say(self, text):
        data = bytes(text, encoding="utf-8")
        self.file.write(struct.pack(">L", len(data)))
        self.file.write(data)
        self.file.flush()

    def hear(self):
        # struct complains by itself if the header is not whole
        size = struct.unpack(">L", self.file.read(4))[0]
        data = self.file.read(size)
        assert len(data) == size, "only %d of %d bytes came" % (len(data), size)
        return data.decode()

    def hang_up(self):
        self.file.close()
        self.sock.close()


line = Line(sys.argv[1:])
print(line.hear())
for text in sys.stdin.readlines():
    if text[-1] == "\n":
        text = text[:-1]
    line.say(text)
    print(line.hear())
line.hang_up()
