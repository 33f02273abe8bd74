"""Wrong: the port from the command line stays a str, so bind raises a TypeError.

Loses: listens
Says: A port is a number
"""
import socket
import sys


class Server:
    def __init__(self, args):
        if len(args) == 1:
            self.s = socket.socket(socket.AF_UNIX)
            self.s.bind(args[0])
        else:
            self.s = socket.socket()
            self.s.bind((args[0], args[1]))
        self.s.listen()

    def run(self):
        while True:
            c, _ = self.s.accept()
            f = c.makefile("rwb")
            try:
                self.client(f)
                f.close()
            except OSError:
                pass
            c.close()

    def client(self, f):
        body = b"ready " + socket.gethostname().encode()
        while body is not None:
            f.write(len(body).to_bytes(4, "big") + body)
            f.flush()
            body = self.next_body(f)

    def next_body(self, f):
        head = f.read(4)
        n = int.from_bytes(head, "big")
        if len(head) < 4 or n > 16 * 1024 * 1024:
            return None
        body = f.read(n)
        return body[::-1] if len(body) == n else None


Server(sys.argv[1:] or ["127.0.0.1", 8898]).run()
