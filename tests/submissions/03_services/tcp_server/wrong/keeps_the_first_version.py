"""Wrong: takes the version of a connection from its first request.

Loses: closes_when_asked
Says: The request before it on this connection said HTTP/1.1
"""
import os
import socketserver
import sys
from http import HTTPStatus
from mimetypes import guess_type
from urllib.parse import unquote_to_bytes


class BadRequest(Exception):
    pass


class WebHandler(socketserver.StreamRequestHandler):
    """One object of this class for each connection, in a thread of its own."""

    disable_nagle_algorithm = True
    limit = 16 * 1024

    def handle(self):
        try:
            while self.handle_one():
                pass
        except (ConnectionError, TimeoutError):
            pass

    # ---- reading ----

    def read_head(self):
        """Return the lines of a head, or None at the end of the stream."""
        lines = []
        room = self.limit
        while True:
            line = self.rfile.readline(room + 1)
            if len(line) > room:
                raise OverflowError
            if not line.endswith(b"\n"):
                return None
            room -= len(line)
            if line == b"\r\n":
                return lines
            lines.append(line.rstrip(b"\r\n"))

    def parse(self, lines):
        if not lines:
            raise BadRequest("an empty head")
        words = lines[0].split(b" ")
        if len(words) != 3 or words[2][:5] != b"HTTP/":
            raise BadRequest("an odd request line")
        self.method, self.target = words[:2]
        if not hasattr(self, "version"):
            self.version = words[2]
        self.headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(b":")
            self.headers[name.lower()] = value.strip()
        if self.version == b"HTTP/1.1" and b"host" not in self.headers:
            raise BadRequest("no Host")
        self.again = self.version != b"HTTP/1.0" and self.headers.get(b"connection", b"").lower() != b"close"

    # ---- answering ----

    def start(self, status, length, *extra):
        lines = ["HTTP/1.1 {} {}".format(int(status), status.phrase)]
        lines.extend(extra)
        lines.append("Content-Length: {}".format(length))
        self.wfile.write("\r\n".join(lines).encode("ascii") + b"\r\n\r\n")

    def error(self, status, *extra):
        text = status.description.encode() + b"\n"
        if getattr(self, "method", None) == b"HEAD":
            self.start(status, 0, *extra)
        else:
            self.start(status, len(text), "Content-Type: text/plain", *extra)
            self.wfile.write(text)

    def path(self):
        root = self.server.root
        name = unquote_to_bytes(self.target.split(b"?", 1)[0])
        if name.endswith(b"/"):
            name += b"index.html"
        full = os.path.realpath(root + b"/" + name)
        if os.path.commonpath((full, root)) != root:
            raise FileNotFoundError(full)
        return full

    def handle_one(self):
        self.method = None
        try:
            lines = self.read_head()
            if lines is None:
                return False
            self.parse(lines)
        except OverflowError:
            self.error(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "Connection: close")
            return False
        except BadRequest as problem:
            print("400:", problem, file=sys.stderr)
            self.error(HTTPStatus.BAD_REQUEST, "Connection: close")
            return False
        if self.method not in (b"GET", b"HEAD"):
            self.error(HTTPStatus.METHOD_NOT_ALLOWED, "Allow: GET, HEAD")
            return self.again
        try:
            full = self.path()
            file = open(full, "rb")
        except (OSError, ValueError):
            self.error(HTTPStatus.NOT_FOUND)
            return self.again
        with file:
            kind = guess_type(os.path.basename(os.fsdecode(full)))[0]
            size = os.fstat(file.fileno()).st_size
            self.start(HTTPStatus.OK, size, "Content-Type: " + (kind or "application/octet-stream"))
            if self.method == b"GET":
                self.connection.sendfile(file)
        return self.again


class WebServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address, root):
        self.root = os.path.realpath(os.fsencode(root))
        super().__init__(address, WebHandler)


if __name__ == "__main__":
    host, port, root = sys.argv[1:] or ["127.0.0.1", "8898", "."]
    WebServer((host, int(port)), root).serve_forever()
