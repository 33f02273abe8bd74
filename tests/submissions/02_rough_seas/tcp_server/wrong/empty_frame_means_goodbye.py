"""Wrong: an empty body is taken for the end of the stream ("if not body: break").

Loses: takes_any_bytes
Says: a frame without bytes (N = 0)
"""
import socketserver
import socket
import struct
import sys


class Reverse(socketserver.StreamRequestHandler):
    def handle(self):
        name = socket.gethostname().encode()
        self.wfile.write(struct.pack("!I", 6 + len(name)) + b"ready " + name)
        while True:
            header = self.rfile.read(4)
            if len(header) != 4:
                break
            n = struct.unpack("!I", header)[0]
            if n > 16777216:
                break
            body = self.rfile.read(n)
            if not body:
                break
            if len(body) == n:
                self.wfile.write(header + body[::-1])


if len(sys.argv) == 2:
    server = socketserver.ThreadingUnixStreamServer(sys.argv[1], Reverse)
else:
    host, port = sys.argv[1:] or ("127.0.0.1", "8898")
    server = socketserver.ThreadingTCPServer((host, int(port)), Reverse)
server.daemon_threads = True
server.serve_forever()
