"""Wrong: every line is sent with its number before it.

Loses: sends_a_line
Says: The right text is in the frame, with
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
    for number, line in enumerate(sys.stdin, 8):
        say(server, f"{number}) " + line.removesuffix("\n"))
        print(hear(server))


if __name__ == "__main__":
    with dial() as server:
        talk(server)
