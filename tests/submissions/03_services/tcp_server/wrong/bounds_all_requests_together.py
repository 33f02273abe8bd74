"""Wrong: counts the headers of all requests of a connection together.

Loses: takes_requests_as_they_come
Says: the bound is for the headers of one
"""
import logging
import os
import socketserver
import sys
import urllib.parse

log = logging.getLogger("web")


class HttpError(Exception):
    def __init__(self, code, reason, fatal=False, **headers):
        super().__init__(code, reason)
        self.code = code
        self.reason = reason
        self.fatal = fatal
        self.headers = headers


class RequestReader:
    """Cuts requests out of the stream of one connection."""

    MAXIMUM = 16384

    def __init__(self, sock):
        self.sock = sock
        self.buffer = bytearray()
        self.count = 0

    def read(self):
        while True:
            end = self.buffer.find(b"\r\n\r\n")
            if self.count + max(end, 0) > self.MAXIMUM or (end == -1 and len(self.buffer) > self.MAXIMUM):
                raise HttpError(431, "Too Large", fatal=True)
            if end != -1:
                head = bytes(self.buffer[:end])
                self.count += end
                del self.buffer[: end + 4]
                return head
            piece = self.sock.recv(4096)
            if not piece:
                return None
            self.buffer += piece


class FileStore:
    KINDS = {
        ".html": "text/html", ".txt": "text/plain", ".css": "text/css", ".png": "image/png",
        ".jpg": "image/jpeg", ".json": "application/json", ".pdf": "application/pdf",
    }

    def __init__(self, root):
        self.root = os.path.realpath(root)

    def translate(self, target):
        path = target.split("?")[0]
        path = urllib.parse.unquote(path)
        parts = [part for part in path.split("/") if part]
        if path.endswith("/"):
            parts.append("index.html")
        if ".." in parts or "\x00" in path:
            raise HttpError(404, "Not Found")
        full = os.path.realpath(os.path.join(self.root, *parts))
        if not full.startswith(os.path.join(self.root, "")):
            raise HttpError(404, "Not Found")
        if not os.path.isfile(full):
            raise HttpError(404, "Not Found")
        return full

    def kind(self, full):
        return self.KINDS.get(os.path.splitext(full)[1], "application/octet-stream")

    def load(self, full):
        try:
            with open(full, "rb") as stream:
                return stream.read()
        except OSError as error:
            raise HttpError(404, "Not Found") from error


class WebHandler(socketserver.BaseRequestHandler):
    def setup(self):
        self.request.settimeout(60)
        self.reader = RequestReader(self.request)
        self.store = self.server.store

    def handle(self):
        try:
            while self.handle_one():
                pass
        except OSError as error:
            log.info("%s left: %s", self.client_address, error)

    def handle_one(self):
        self.method, self.keep = "GET", True
        try:
            head = self.reader.read()
            if head is None:
                return False
            self.parse(head)
            if self.method not in ("GET", "HEAD"):
                raise HttpError(405, "Method Not Allowed", Allow="GET, HEAD")
            full = self.store.translate(self.target)
            data = self.store.load(full)
            self.reply(200, "OK", data, {"Content-Type": self.store.kind(full)})
        except HttpError as error:
            if error.fatal:
                self.keep = False
            log.info("%s: %s", self.client_address, error)
            page = ("<h1>%s</h1>" % error.reason).encode("utf-8")
            self.reply(error.code, error.reason, page, {"Content-Type": "text/html", **error.headers})
        return self.keep

    def parse(self, head):
        lines = head.decode("iso-8859-1").split("\r\n")
        words = lines[0].split(" ")
        if len(words) != 3 or not words[2].startswith("HTTP/"):
            raise HttpError(400, "Bad Request", fatal=True)
        self.method, self.target, self.version = words
        self.headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            self.headers[name.upper()] = value.strip(" \t")
        if self.version != "HTTP/1.0" and "HOST" not in self.headers:
            raise HttpError(400, "Bad Request", fatal=True)
        if self.version == "HTTP/1.0" or self.headers.get("CONNECTION", "").lower() == "close":
            self.keep = False

    def reply(self, code, reason, data, headers):
        text = "HTTP/1.1 %d %s\r\n" % (code, reason)
        for name, value in headers.items():
            text += "%s: %s\r\n" % (name, value)
        text += "Content-Length: %d\r\n" % len(data)
        text += "Connection: %s\r\n\r\n" % ("keep-alive" if self.keep else "close")
        self.request.sendall(text.encode("iso-8859-1"))
        if self.method != "HEAD":
            self.request.sendall(data)


class WebServer(socketserver.ThreadingMixIn, socketserver.TCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address, root):
        self.store = FileStore(root)
        super().__init__(address, WebHandler)


def main(argv):
    logging.basicConfig(level=logging.INFO, stream=sys.stderr)
    host, port, root = argv or ["127.0.0.1", "8898", "."]
    with WebServer((host, int(port)), root) as server:
        server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1:])
