"""Right: an unbuffered writer, and readline, which the end of the stream ends.
"""
import socket
import sys


class Phone:
    def __init__(self, host, port):
        self.sock = socket.create_connection((host, port), timeout=60)
        self.mouth = self.sock.makefile("wb", buffering=0)
        self.ear = self.sock.makefile("rb")

    def ask(self, words):
        self.mouth.write(words)
        return self.ear.readline()

    def hang_up(self):
        self.mouth.close()
        self.ear.close()
        self.sock.close()


if __name__ == "__main__":
    phone = Phone(sys.argv[1], int(sys.argv[2]))
    print(phone.ask(b"hello!"))
    phone.hang_up()
