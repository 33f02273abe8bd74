"""Wrong: refuses what is longer than 64 KiB.

Loses: takes_large_frames
Says: This frame has 70000 bytes
Never says: pieces
"""
import socket
import socketserver
import sys

BIGGEST = 65536


class Handler(socketserver.BaseRequestHandler):
    def read(self, n):
        data = b""
        while len(data) < n:
            chunk = self.request.recv(n - len(data))
            if not chunk:
                raise ConnectionAbortedError
            data += chunk
        return data

    def write(self, data):
        self.request.sendall(len(data).to_bytes(4, "big") + data)

    def handle(self):
        try:
            self.write(f"ready {socket.gethostname()}".encode())
            while True:
                n = int.from_bytes(self.read(4), "big")
                if n > BIGGEST:
                    print("too big:", n)
                    return
                self.write(self.read(n)[::-1])
        except ConnectionError:
            print("connection is gone")


class Unix(socketserver.ForkingMixIn, socketserver.UnixStreamServer):
    pass


class Tcp(socketserver.ForkingMixIn, socketserver.TCPServer):
    allow_reuse_address = True


if len(sys.argv) == 2:
    server = Unix(sys.argv[1], Handler)
else:
    host, port = sys.argv[1:] or ("127.0.0.1", 8898)
    server = Tcp((host, int(port)), Handler)
server.serve_forever()
