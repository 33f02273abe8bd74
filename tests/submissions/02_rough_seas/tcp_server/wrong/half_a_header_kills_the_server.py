"""Wrong: struct.unpack of a header that was cut off raises struct.error, which nobody catches.

Loses: survives_broken_clients
Says: in the middle of a length
"""
import socket
import struct
import sys


class Connection:
    def __init__(self, sock):
        self.sock = sock
        self.file = sock.makefile("rb")

    def send(self, body):
        self.sock.sendall(struct.pack(">I", len(body)))
        self.sock.sendall(body)

    def run(self):
        self.send(("ready " + socket.gethostname()).encode())
        while True:
            header = self.file.read(4)
            if not header:
                return
            (n,) = struct.unpack(">I", header)
            if n > 16 * 1024 * 1024:
                return
            body = self.file.read(n)
            if len(body) < n:
                return
            self.send(body[::-1])


def serve(listener):
    while True:
        sock, _ = listener.accept()
        connection = Connection(sock)
        try:
            connection.run()
        except OSError as e:
            print("network trouble:", e)
        finally:
            connection.file.close()
            sock.close()


if len(sys.argv) == 2:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(sys.argv[1])
    listener.listen()
else:
    address = (sys.argv[1], int(sys.argv[2])) if len(sys.argv) == 3 else ("127.0.0.1", 8898)
    listener = socket.create_server(address)
serve(listener)
