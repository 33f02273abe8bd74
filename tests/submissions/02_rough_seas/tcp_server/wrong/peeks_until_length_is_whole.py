"""Wrong: looks with MSG_PEEK until a length is whole, and never sees that the stream has ended in it.

Loses: survives_broken_clients
Says: closed its sending side in the middle of a length. Your program did not close
"""

import socket
import socketserver
import struct
import sys
import time

HEADER = struct.Struct(">I")
ABSURD = 16 * 2 ** 20


class Handler(socketserver.BaseRequestHandler):
    def exactly(self, n):
        chunks = []
        while n:
            chunk = self.request.recv(min(n, 1 << 18))
            if not chunk:
                raise EOFError
            chunks.append(chunk)
            n -= len(chunk)
        return b"".join(chunks)

    def length(self):
        while True:
            first = self.request.recv(HEADER.size, socket.MSG_PEEK)
            if not first:
                return None
            if len(first) == HEADER.size:
                return HEADER.unpack(self.request.recv(HEADER.size))[0]
            time.sleep(0.001)

    def answer(self, payload):
        self.request.sendall(HEADER.pack(len(payload)))
        self.request.sendall(payload)

    def handle(self):
        try:
            self.answer(f"ready {socket.gethostname()}".encode())
            while True:
                n = self.length()
                if n is None or n > ABSURD:
                    return
                self.answer(self.exactly(n)[::-1])
        except (OSError, EOFError) as problem:
            print(type(problem).__name__, file=sys.stderr)


class Net(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


if __name__ == "__main__":
    where = sys.argv[1:] or ["127.0.0.1", "8898"]
    if len(where) == 2:
        server = Net((where[0], int(where[1])), Handler)
    else:
        class Local(socketserver.ThreadingUnixStreamServer):
            daemon_threads = True
        server = Local(where[0], Handler)
    server.serve_forever()
