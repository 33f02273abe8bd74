"""Wrong: an absurd length is answered with a frame "too long", the connection stays open.

Loses: refuses_absurd_lengths
Says: It answered, and left the connection open
"""
import socket
import socketserver
import sys


class Handler(socketserver.StreamRequestHandler):
    def reply(self, body):
        self.wfile.write(len(body).to_bytes(4, "big") + body)

    def handle(self):
        self.reply(b"ready " + socket.gethostname().encode())
        while True:
            size = self.rfile.read(4)
            if len(size) < 4:
                break
            size = int.from_bytes(size, "big")
            if size > 16777216:
                self.reply(b"too long")
                continue
            body = self.rfile.read(size)
            if len(body) < size:
                break
            self.reply(body[::-1])


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


if len(sys.argv) == 2:
    Server.address_family = socket.AF_UNIX
    Server.allow_reuse_address = False
    Server(sys.argv[1], Handler).serve_forever()
else:
    Server((sys.argv[1], int(sys.argv[2])) if len(sys.argv) > 2 else ("127.0.0.1", 8898),
           Handler).serve_forever()
