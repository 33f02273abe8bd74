"""Wrong: the header is read with care, the body by a single recv(n).

Loses: takes_fragments, takes_large_frames
Says: bytes as if they were all | Yours got 1 of the 7 bytes of a frame
"""
import socket
import struct
import sys


class Server:
    def __init__(self, family, address):
        self.listener = socket.socket(family, socket.SOCK_STREAM)
        self.listener.bind(address)
        self.listener.listen()

    def run(self):
        while True:
            self.conn, _ = self.listener.accept()
            with self.conn:
                try:
                    self.send(b"ready " + socket.gethostname().encode())
                    self.talk()
                except OSError as e:
                    print(e)

    def send(self, body):
        self.conn.sendall(struct.pack("!I", len(body)) + body)

    def talk(self):
        while True:
            header = self.conn.recv(4, socket.MSG_WAITALL)
            if len(header) < 4:
                return
            n = struct.unpack("!I", header)[0]
            if n > 16777216:
                return
            body = b""
            if n > 0:
                body = self.conn.recv(n)
                if not body:
                    return
            self.send(body[::-1])


if len(sys.argv) == 2:
    Server(socket.AF_UNIX, sys.argv[1]).run()
elif len(sys.argv) == 3:
    Server(socket.AF_INET, (sys.argv[1], int(sys.argv[2]))).run()
else:
    Server(socket.AF_INET, ("127.0.0.1", 8898)).run()
