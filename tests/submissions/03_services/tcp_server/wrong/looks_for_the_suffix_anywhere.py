"""Wrong: says the type of a suffix that stands anywhere in a name.

Loses: says_the_type
Says: .htmlpng
"""
import re
import shutil
import socketserver
import sys
from email.utils import formatdate
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

REQUEST = re.compile(rb"([A-Za-z]+) (\S+) (HTTP/\d\.\d)\r?\n")
TYPES = {"html": "text/html", "txt": "text/plain", "css": "text/css", "png": "image/png",
         "jpg": "image/jpeg", "json": "application/json", "pdf": "application/pdf"}


class Stop(Exception):
    pass


class Handler(socketserver.StreamRequestHandler):
    timeout = 120
    wbufsize = 1 << 16

    def reply(self, status, headers=None, length=0):
        status = HTTPStatus(status)
        self.wfile.write(f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode())
        self.wfile.write(f"Date: {formatdate(usegmt=True)}\r\n".encode())
        for k, v in (headers or {}).items():
            self.wfile.write(f"{k}: {v}\r\n".encode())
        self.wfile.write(b"Content-Length: %d\r\n\r\n" % length)

    def fail(self, status, head=False, **headers):
        page = f"<html><body><h1>{status}</h1>{self.line.decode('utf-8', 'replace')}</body></html>".encode()
        self.reply(status, {"Content-Type": "text/html; charset=utf-8", **headers}, len(page))
        if not head:
            self.wfile.write(page)
        self.wfile.flush()

    def handle(self):
        try:
            while self.once():
                self.wfile.flush()
        except (OSError, Stop):
            pass

    def finish(self):
        try:
            super().finish()
        except OSError:
            pass

    def once(self):
        self.line = line = self.rfile.readline(8300)
        if not line:
            return False
        if (m := REQUEST.fullmatch(line)) is None:
            self.fail(414 if len(line) > 8200 else 400, Connection="close")
            return False
        method, target, version = (g.decode("latin-1") for g in m.groups())
        headers, left = {}, 16384
        while (h := self.rfile.readline(left)) not in (b"\r\n", b"\n"):
            left -= len(h)
            if left <= 0:
                self.fail(431, Connection="close")
                return False
            if not h.endswith(b"\n"):
                return False
            name, _, value = h.decode("latin-1").partition(":")
            name = name.strip().casefold()
            headers[name] = (headers[name] + "," if name in headers else "") + value.strip()
        if version >= "HTTP/1.1" and "host" not in headers:
            self.fail(400, Connection="close")
            return False
        keep = version != "HTTP/1.0" and not re.search(r"\bclose\b", headers.get("connection", ""), re.I)
        path = unquote(target.split("?", 1)[0])
        if path.endswith("/"):
            path += "index.html"
        try:
            found = self.server.root.joinpath(PurePosixPath(path.lstrip("/"))).resolve(strict=True)
            found.relative_to(self.server.root)
            size = found.stat().st_size
            if not found.is_file():
                raise FileNotFoundError
            f = found.open("rb")
        except (OSError, ValueError, RuntimeError):
            self.fail(404, method == "HEAD")
            return keep
        with f:
            if method not in ("GET", "HEAD"):
                self.fail(405, Allow="GET, HEAD")
                return keep
            self.reply(200, {"Content-Type": next((t for s, t in TYPES.items() if s in found.name), "application/octet-stream")}, size)
            if method == "GET":
                shutil.copyfileobj(f, self.wfile)
        return keep


class Server(socketserver.ThreadingMixIn, socketserver.TCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128


def serve(host, port, root):
    with Server((host, port), Handler) as server:
        server.root = Path(root).resolve()
        server.serve_forever()


if __name__ == "__main__":
    host, port, root = sys.argv[1:] or ["127.0.0.1", "8898", "."]
    serve(host, int(port), root)
