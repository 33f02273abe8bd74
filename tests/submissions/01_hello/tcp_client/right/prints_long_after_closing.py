"""Right: a class with a context manager, prints a moment after the line is closed.
"""
import socket
import sys
import time


class Client:
    def __init__(self, host, port):
        self.address = host, port

    def __enter__(self):
        self.s = socket.socket()
        self.s.connect(self.address)
        return self

    def __exit__(self, kind, value, trace):
        self.s.close()

    def greet(self):
        self.s.sendall(b"hello!")
        return self.s.recv(1024)


with Client(sys.argv[1], int(sys.argv[2])) as c:
    answer = c.greet()

time.sleep(0.6)
print("Connection is closed. The answer was:")
print(answer)
