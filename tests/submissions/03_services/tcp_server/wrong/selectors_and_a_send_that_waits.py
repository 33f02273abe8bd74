"""Wrong: one thread with selectors, and sendall() on sockets that block.

Loses: serves_many_at_once
Says: had asked for 8388608 bytes, and did not read any
"""
import mimetypes
import os
import selectors
import socket
import sys
from urllib.parse import unquote_to_bytes

sel = selectors.DefaultSelector()
root = os.path.realpath(sys.argv[3])
END = b"\r\n\r\n"


class Client:
    def __init__(self, sock):
        self.sock, self.inp, self.out, self.closing = sock, b"", bytearray(), False

    def events(self):
        wanted = selectors.EVENT_READ if not self.closing and len(self.out) < 1 << 20 else 0
        return wanted | (selectors.EVENT_WRITE if self.out else 0)

    def ready(self, mask):
        try:
            if mask & selectors.EVENT_READ:
                data = self.sock.recv(8192)
                if not data:
                    self.closing = True
                self.inp += data
                self.process()
            self.sock.setblocking(True)
            self.sock.sendall(self.out)
            self.sock.setblocking(False)
            self.out.clear()
        except BlockingIOError:
            pass
        except OSError:
            return self.drop()
        if self.closing and not self.out:
            return self.drop()
        sel.modify(self.sock, self.events(), self) if self.events() else self.drop()

    def drop(self):
        sel.unregister(self.sock)
        self.sock.close()

    def process(self):
        while END in self.inp and not self.closing:
            head, _, self.inp = self.inp.partition(END)
            self.request(head.split(b"\r\n"))
        if len(self.inp) > 16384 and not self.closing:
            self.put("431 Large", b"too much")
            self.closing = True

    def request(self, lines):
        words = lines[0].split(b" ")
        fields = {k.strip().lower(): v.strip().lower() for k, _, v in (l.partition(b":") for l in lines[1:])}
        ok = len(words) == 3 and words[2].startswith(b"HTTP/")
        if not ok or (words[2] == b"HTTP/1.1" and b"host" not in fields):
            self.put("400 Bad Request", b"")
            self.closing = True
            return
        if words[2] == b"HTTP/1.0" or fields.get(b"connection") == b"close":
            self.closing = True
        path = unquote_to_bytes(words[1].split(b"?")[0])
        if path.endswith(b"/"):
            path += b"index.html"
        head = words[0] == b"HEAD"
        name = os.path.realpath(os.path.join(os.fsencode(root), path.lstrip(b"/"))) if b"\0" not in path else b"/"
        if not name.startswith(os.fsencode(root) + b"/") or not os.path.isfile(name):
            return self.put("404 Not Found", b"not here\n", head=head)
        if words[0] not in (b"GET", b"HEAD"):
            return self.put("405 Not Allowed", b"no\n", "Allow: GET, HEAD")
        kind, _ = mimetypes.guess_type(os.fsdecode(name))
        with open(name, "rb") as file:
            self.put("200 OK", file.read(), "Content-Type: " + (kind or "application/octet-stream"), head=head)

    def put(self, status, body, *more, head=False):
        lines = ["HTTP/1.1 " + status, "Content-Length: %d" % len(body), *more, "", ""]
        self.out += "\r\n".join(lines).encode()
        if not head:
            self.out += body


listener = socket.create_server((sys.argv[1], int(sys.argv[2])), backlog=100)
listener.setblocking(False)
sel.register(listener, selectors.EVENT_READ)
while True:
    for key, mask in sel.select():
        if key.data:
            key.data.ready(mask)
        else:
            sock, _ = listener.accept()
            sock.setblocking(False)
            sel.register(sock, selectors.EVENT_READ, Client(sock))
