"""Right: non-blocking sockets in a selectors loop, with a queue of output per client."""
import collections
import selectors
import socket
import sys

sel = selectors.DefaultSelector()


class Client:
    def __init__(self, sock):
        self.sock = sock
        self.inbuf = bytearray()
        self.out = collections.deque()
        self.ended = False
        hello = b"ready " + socket.gethostname().encode()
        self.out.append(memoryview(len(hello).to_bytes(4, "big") + hello))

    def on_event(self, mask):
        try:
            if mask & selectors.EVENT_READ:
                self.read()
            if mask & selectors.EVENT_WRITE:
                self.write()
        except BlockingIOError:
            pass
        except OSError:
            self.ended = True
            self.out.clear()
        self.update()

    def read(self):
        data = self.sock.recv(65536)
        if not data:
            self.ended = True
        self.inbuf += data
        while len(self.inbuf) >= 4:
            size = int.from_bytes(self.inbuf[:4], "big")
            if size > 16777216:
                self.ended = True
                self.out.clear()
                return
            if len(self.inbuf) - 4 < size:
                return
            body = bytes(self.inbuf[4:4 + size])
            self.inbuf = self.inbuf[4 + size:]
            self.out.append(memoryview(size.to_bytes(4, "big") + body[::-1]))

    def write(self):
        while self.out:
            sent = self.sock.send(self.out[0])
            if sent == len(self.out[0]):
                self.out.popleft()
            else:
                self.out[0] = self.out[0][sent:]

    def update(self):
        wanted = 0 if self.ended else selectors.EVENT_READ
        if self.out:
            wanted |= selectors.EVENT_WRITE
        if wanted:
            sel.modify(self.sock, wanted, self)
        else:
            sel.unregister(self.sock)
            self.sock.close()


args = sys.argv[1:] or ["127.0.0.1", "8898"]
listener = socket.socket(socket.AF_INET if args[1:] else socket.AF_UNIX)
listener.bind((args[0], int(args[1])) if args[1:] else args[0])
listener.listen(100)
sel.register(listener, selectors.EVENT_READ, None)
while True:
    for key, events in sel.select():
        if key.data is None:
            conn, _ = listener.accept()
            conn.setblocking(False)
            sel.register(conn, selectors.EVENT_READ | selectors.EVENT_WRITE, Client(conn))
        else:
            key.data.on_event(events)
