"""Right: socketserver with a StreamRequestHandler, rfile.read and wfile.write."""
import socket
import socketserver
import sys


class Handler(socketserver.StreamRequestHandler):
    def answer(self, body):
        self.wfile.write(len(body).to_bytes(4, "big"))
        self.wfile.write(body)

    def handle(self):
        self.answer(b"ready " + socket.gethostname().encode("utf-8"))
        while True:
            header = self.rfile.read(4)
            if len(header) < 4:
                break
            size = int.from_bytes(header, "big")
            if size > 2**24:
                break
            body = self.rfile.read(size)
            if len(body) < size:
                break
            self.answer(body[::-1])


class TCPServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


if __name__ == "__main__":
    if len(sys.argv) == 2:
        server = socketserver.ThreadingUnixStreamServer(sys.argv[1], Handler)
        server.daemon_threads = True
    elif len(sys.argv) == 3:
        server = TCPServer((sys.argv[1], int(sys.argv[2])), Handler)
    else:
        server = TCPServer(("127.0.0.1", 8898), Handler)
    with server:
        server.serve_forever()
