"""Right: an asyncio.Protocol; pauses nothing and lets the transport keep what does not fit."""
import asyncio
import os
import sys
from urllib.parse import unquote

TYPES = {"html": "text/html", "txt": "text/plain", "css": "text/css", "png": "image/png",
         "jpg": "image/jpeg", "json": "application/json; charset=utf-8", "pdf": "application/pdf"}


class Http(asyncio.Protocol):
    def __init__(self, root):
        self.root = root
        self.buffer = b""

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.buffer += data
        while 0 <= (end := self.buffer.find(b"\r\n\r\n")) < 16000 and not self.transport.is_closing():
            head, self.buffer = self.buffer[:end].decode("latin-1"), self.buffer[end + 4:]
            self.handle(head)
        if len(self.buffer) > 16000 and not 0 <= self.buffer.find(b"\r\n\r\n") < 16000:
            self.fail(431, "Too Large")

    def eof_received(self):
        return True

    def connection_lost(self, exc):
        pass

    def fail(self, status, reason, keep=False, *more, head=False):
        self.send(status, reason, ("%d %s" % (status, reason)).encode(), "text/plain", *more, head=head)
        if not keep:
            self.transport.close()

    def send(self, status, reason, body, kind, *more, head=False):
        lines = ["HTTP/1.1 %d %s" % (status, reason), "Content-Type: " + kind, "Content-Length: " + str(len(body))]
        self.transport.write(("\r\n".join([*lines, *more]) + "\r\n\r\n").encode())
        if not head:
            self.transport.write(body)

    def handle(self, head):
        line, *fields = head.split("\r\n")
        fields = dict(f.lower().split(":", 1) for f in fields if ":" in f)
        try:
            method, target, version = line.split(" ")
        except ValueError:
            return self.fail(400, "Bad Request")
        if not version.startswith("HTTP/") or (version == "HTTP/1.1" and "host" not in fields):
            return self.fail(400, "Bad Request")
        path = unquote(target.split("?")[0])
        name = os.path.realpath(self.root + "/" + path + ("index.html" if path.endswith("/") else "")) if "\0" not in path else ""
        inside = os.path.commonpath([self.root, name]) == self.root if name else False
        if not inside or not os.path.isfile(name):
            self.fail(404, "Not Found", True, head=method == "HEAD")
        elif method not in {"GET", "HEAD"}:
            self.fail(405, "Method Not Allowed", True, "Allow: GET, HEAD, OPTIONS")
        else:
            with open(name, "rb") as f:
                base = os.path.basename(name)
                kind = TYPES.get(base.rsplit(".", 1)[-1] if "." in base else "", "application/octet-stream")
                self.send(200, "Fine", f.read(), kind, head=method == "HEAD")
        if version == "HTTP/1.0" or fields.get("connection", "").strip() == "close":
            self.transport.close()


async def main(host, port, root):
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Http(os.path.realpath(root)), host, int(port))
    await server.serve_forever()


asyncio.run(main(*sys.argv[1:]))
