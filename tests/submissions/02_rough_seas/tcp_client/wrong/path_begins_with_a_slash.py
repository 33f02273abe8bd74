"""Wrong: takes for a path only what begins with /, and any other word for a host.

Loses: uses_a_unix_socket
Says: one argument
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
    if sys.argv[1:] and sys.argv[1].startswith("/"):
        server = socket.socket(socket.AF_UNIX)
        server.connect(sys.argv[1])
        return server
    return socket.create_connection((*sys.argv[1:], 8898)[:2])


def talk(server):
    print(hear(server))
    for line in sys.stdin:
        say(server, line.removesuffix("\n"))
        print(hear(server))


if __name__ == "__main__":
    with dial() as server:
        talk(server)
