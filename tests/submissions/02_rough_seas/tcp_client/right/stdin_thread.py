"""Right: a daemon thread reads the keyboard into a queue, the main thread does the network."""

import queue
import socket
import struct
import sys
import threading

if len(sys.argv) < 2:  # nothing was said: the usual address
    sys.argv.extend(("127.0.0.1", "8898"))


class Keyboard(threading.Thread):
    def __init__(self):
        super().__init__(daemon=True)
        self.lines = queue.SimpleQueue()

    def run(self):
        for line in iter(sys.stdin.readline, ""):
            self.lines.put(line[:-1] if line.endswith("\n") else line)
        self.lines.put(None)


class Connection:
    def __init__(self, *address):
        unix = len(address) == 1
        self.sock = socket.socket(socket.AF_UNIX if unix else socket.AF_INET)
        self.sock.connect(address[0] if unix else (address[0], int(address[1])))

    def get(self, n):
        got = b""
        while n > len(got):
            more = self.sock.recv(n - len(got))
            if not more:
                raise EOFError("end of stream after %d of %d bytes" % (len(got), n))
            got = got + more
        return got

    def frame(self):
        return self.get(struct.unpack("!I", self.get(4))[0]).decode("utf-8")

    def send(self, text):
        data = text.encode("utf-8")
        self.sock.sendall(struct.pack("!I%ds" % len(data), len(data), data))


keyboard = Keyboard()
keyboard.start()
connection = Connection(*sys.argv[1:])
print(connection.frame())
while (text := keyboard.lines.get()) is not None:
    connection.send(text)
    print(connection.frame())
