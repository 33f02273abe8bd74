"""Wrong: the length is taken to count its own four bytes too, in both directions.

Loses: greets, answers_a_frame
Says: counts its own four bytes as well
"""
import socket
import socketserver
import sys


class Handler(socketserver.StreamRequestHandler):
    def send(self, body):
        self.wfile.write((4 + len(body)).to_bytes(4, "big") + body)

    def handle(self):
        self.send(b"ready " + socket.gethostname().encode())
        while True:
            header = self.rfile.read(4)
            if len(header) < 4:
                return
            total = int.from_bytes(header, "big")
            if total < 4 or total > 16777216:
                return
            body = self.rfile.read(total - 4)
            if len(body) < total - 4:
                return
            self.send(body[::-1])


if __name__ == "__main__":
    args = sys.argv[1:] or ["127.0.0.1", "8898"]
    if len(args) == 1:
        server = socketserver.ThreadingUnixStreamServer(args[0], Handler)
    else:
        server = socketserver.ThreadingTCPServer((args[0], int(args[1])), Handler)
    server.daemon_threads = True
    server.serve_forever()
