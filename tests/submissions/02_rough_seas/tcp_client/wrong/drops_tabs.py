"""Wrong: takes tabs out of a line.

Loses: sends_lines_as_they_are
Says: The tab in the line is missing
Never says: Blanks at the ends
"""

import socket
import struct
import sys


def exactly(server, count):
    data = bytearray()
    while len(data) < count:
        part = server.recv(count - len(data))
        if not part:
            sys.exit("the server has left")
        data += part
    return bytes(data)


def hear(server):
    return exactly(server, *struct.unpack("!I", exactly(server, 4))).decode()


def say(server, text):
    body = text.encode()
    server.sendall(struct.pack("!I", len(body)) + body)


def dial():
    if len(sys.argv) == 2:
        server = socket.socket(socket.AF_UNIX)
        server.connect(sys.argv[1])
        return server
    return socket.create_connection(sys.argv[1:] or ("127.0.0.1", 8898))


def talk(server):
    print(hear(server))
    for line in sys.stdin:
        say(server, line.removesuffix("\n").replace("\t", ""))
        print(hear(server))


if __name__ == "__main__":
    with dial() as server:
        talk(server)
