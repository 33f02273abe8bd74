"""Wrong: looks each header up by [ ], also those that need not be there.

Loses: answers_get
Says: There is no header 'connection' among them
"""
import pathlib
import socketserver
import sys
import urllib.parse
from http import HTTPStatus

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".css": "text/css",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".pdf": "application/pdf",
}


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        self.open = True
        try:
            while self.open:
                self.one_request()
        except (ConnectionError, TimeoutError):
            pass

    def one_request(self):
        line = self.rfile.readline(9000)
        if not line:
            self.open = False
            return
        size = len(line)
        headers = {}
        while True:
            h = self.rfile.readline(9000)
            size += len(h)
            if size > 16 * 1024 or (h and not h.endswith(b"\n")):
                self.open = False
                return self.send(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, b"")
            if not h:
                self.open = False
                return
            if h in (b"\r\n", b"\n"):
                break
            name, _, value = h.decode("iso-8859-1").partition(":")
            headers[name.lower()] = value.strip()
        parts = line.decode("iso-8859-1").rstrip("\r\n").split(" ")
        if len(parts) != 3 or not parts[2].startswith("HTTP/"):
            self.open = False
            return self.send(HTTPStatus.BAD_REQUEST, b"what?")
        self.method, target, version = parts
        if version != "HTTP/1.0" and "host" not in headers:
            self.open = False
            return self.send(HTTPStatus.BAD_REQUEST, b"which host?")
        if version == "HTTP/1.0" or headers["connection"].lower() == "close":
            self.open = False
        self.respond(target)

    def respond(self, target):
        path = urllib.parse.unquote(target.split("?")[0])
        if path.endswith("/"):
            path = path + "index.html"
        root = self.server.root
        file = (root / path.lstrip("/")).resolve()
        if root not in file.parents or not file.is_file():
            return self.send(HTTPStatus.NOT_FOUND, b"no such file")
        if self.method not in ("GET", "HEAD"):
            return self.send(HTTPStatus.METHOD_NOT_ALLOWED, b"", Allow="GET, HEAD")
        self.send(HTTPStatus.OK, file.read_bytes(), TYPES.get(file.suffix, "application/octet-stream"))

    def send(self, status, body, ctype="text/plain", **more):
        more.update({"Content-Length": len(body), "Content-Type": ctype})
        if not self.open:
            more["Connection"] = "close"
        out = f"HTTP/1.1 {status.value} {status.phrase}\r\n"
        for k, v in more.items():
            out += f"{k}: {v}\r\n"
        self.wfile.write(out.encode() + b"\r\n")
        if getattr(self, "method", "") != "HEAD":
            self.wfile.write(body)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128


def serve(host, port, root):
    with Server((host, port), Handler) as server:
        server.root = pathlib.Path(root).resolve()
        server.serve_forever()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), sys.argv[3])
