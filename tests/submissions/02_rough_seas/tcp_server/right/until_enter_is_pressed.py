"""Right: socketserver in a thread, and the main thread reads commands from the keyboard."""

import socket
import socketserver
import struct
import sys
import threading


class Handler(socketserver.StreamRequestHandler):
    def answer(self, data):
        self.wfile.write(struct.pack(">I", len(data)) + data)

    def handle(self):
        self.answer(b"ready " + socket.gethostname().encode())
        while len(header := self.rfile.read(4)) == 4:
            (size,) = struct.unpack(">I", header)
            if size > 16 * 1024 * 1024:
                return
            body = self.rfile.read(size)
            if len(body) < size:
                return
            self.answer(body[::-1])


class TcpServer(socketserver.ThreadingTCPServer):
    daemon_threads = True


if len(sys.argv) > 2:
    server = TcpServer((sys.argv[1], int(sys.argv[2])), Handler)
else:

    class UnixServer(socketserver.ThreadingUnixStreamServer):
        daemon_threads = True

    server = UnixServer(sys.argv[1], Handler)

threading.Thread(target=server.serve_forever, daemon=True).start()
print("Type stop to end the server.")
for line in sys.stdin:
    if line.strip() == "stop":
        break
server.shutdown()
