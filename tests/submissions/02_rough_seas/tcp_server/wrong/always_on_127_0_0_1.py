"""Wrong: takes the port from the command line, but always binds 127.0.0.1, whatever HOST is.

Loses: listens
Says: Your program listens on 127.0.0.1: | but it was started with 127. | HOST and PORT
"""
import socket
import socketserver
import struct
import sys


class Frames(socketserver.StreamRequestHandler):
    def put(self, b):
        self.wfile.write(struct.pack("!I", len(b)) + b)

    def get(self, n):
        b = self.rfile.read(n)
        if len(b) < n:
            raise EOFError
        return b

    def handle(self):
        self.put(("ready " + socket.gethostname()).encode())
        try:
            while True:
                n, = struct.unpack("!I", self.get(4))
                if n > 16777216:
                    return
                self.put(self.get(n)[::-1])
        except (EOFError, ConnectionError) as e:
            print("end", repr(e))


def serve(port=8898):
    socketserver.ThreadingTCPServer.allow_reuse_address = True
    with socketserver.ThreadingTCPServer(("127.0.0.1", port), Frames) as server:
        server.daemon_threads = True
        server.serve_forever()


if len(sys.argv) == 2:
    socketserver.ThreadingUnixStreamServer(sys.argv[1], Frames).serve_forever()
elif len(sys.argv) > 2:
    serve(int(sys.argv[2]))
else:
    serve()
