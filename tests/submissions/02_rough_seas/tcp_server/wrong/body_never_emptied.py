"""Wrong: the variable that collects the body is not emptied before the next frame.

Loses: answers_every_frame, takes_frames_in_one_segment
Says: The bytes of an earlier frame are in it as well
"""
import socket
import sys
import threading


class Client(threading.Thread):
    def __init__(self, conn):
        super().__init__(daemon=True)
        self.conn = conn
        self.body = bytearray()

    def read(self, n):
        while n > 0:
            chunk = self.conn.recv(n)
            if not chunk:
                return False
            self.body += chunk
            n -= len(chunk)
        return True

    def header(self):
        head = b""
        while len(head) < 4:
            byte = self.conn.recv(1)
            if not byte:
                return None
            head += byte
        return int.from_bytes(head, "big")

    def answer(self, data):
        self.conn.sendall(len(data).to_bytes(4, "big"))
        self.conn.sendall(data)

    def run(self):
        try:
            self.answer(b"ready " + socket.gethostname().encode())
            while True:
                n = self.header()
                if n is None or n > 16 * 1024 * 1024 or not self.read(n):
                    break
                self.answer(bytes(reversed(self.body)))
        except OSError:
            pass
        self.conn.close()


def main(args):
    if len(args) == 1:
        s = socket.socket(socket.AF_UNIX)
        s.bind(args[0])
        s.listen()
    else:
        s = socket.create_server((args[0], int(args[1])))
    while True:
        Client(s.accept()[0]).start()


main(sys.argv[1:] or ["127.0.0.1", "8898"])
