"""Right: a non-blocking socket, a selector and two buffers."""

import collections
import selectors
import socket
import struct
import sys

if not sys.argv[1:]:
    sys.argv = [sys.argv[0], "127.0.0.1", "8898"]

HEADER = struct.Struct("!I")


def connect(address):
    if len(address) == 1:
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        sock.connect(address[0])
    else:
        sock = socket.create_connection((address[0], int(address[1])))
    sock.setblocking(False)
    return sock


def main():
    waiting = collections.deque(line.rstrip("\n") for line in sys.stdin.readlines())
    sock = connect(sys.argv[1:])
    selector = selectors.DefaultSelector()
    selector.register(sock, selectors.EVENT_READ)
    incoming, outgoing = b"", b""
    while True:
        for _key, events in selector.select():
            if events & selectors.EVENT_WRITE:
                sent = sock.send(outgoing)
                outgoing = outgoing[sent:]
                if not outgoing:
                    selector.modify(sock, selectors.EVENT_READ)
            if events & selectors.EVENT_READ:
                chunk = sock.recv(4096)
                if not chunk:
                    sys.stderr.write("error: connection closed by the server\n")
                    return 2
                incoming += chunk
        if len(incoming) < HEADER.size:
            continue
        (size,) = HEADER.unpack_from(incoming)
        if len(incoming) < HEADER.size + size:
            continue
        print(incoming[HEADER.size:HEADER.size + size].decode())
        incoming = incoming[HEADER.size + size:]
        if not waiting:
            selector.close()
            sock.close()
            return 0
        body = waiting.popleft().encode()
        outgoing += HEADER.pack(len(body)) + body
        selector.modify(sock, selectors.EVENT_READ | selectors.EVENT_WRITE)


if __name__ == "__main__":
    sys.exit(main())
