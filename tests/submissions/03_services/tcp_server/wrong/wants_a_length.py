"""Wrong: says 411 to a POST or PUT without Content-Length.

Loses: refuses_other_methods
Says: 411 is for a body of which the length has to be known
"""
#!/usr/bin/env python3
# Web server in the manner of Node: callbacks on a transport, nothing ever waits.
import asyncio
import os
import re
import sys
import urllib.parse

TYPES = {
    "html": "text/html; charset=utf-8", "txt": "text/plain; charset=utf-8", "css": "text/css",
    "png": "image/png", "jpg": "image/jpeg", "json": "application/json", "pdf": "application/pdf",
}
REASONS = {200: "OK", 400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed", 411: "Length Required",
           431: "Request Header Fields Too Large"}
END = b"\r\n\r\n"
MOST = 16384


def respond(status, headers=None, body=b"", bodiless=False):
    headers = dict(headers or {})
    headers["content-length"] = str(len(body))
    text = "HTTP/1.1 %d %s\r\n" % (status, REASONS[status])
    for item in headers.items():
        text += "%s: %s\r\n" % item
    return text.encode("latin-1") + b"\r\n" + (b"" if bodiless else body)


def type_of(name):
    dot = re.search(r"\.([^.]*)$", name)
    return TYPES.get(dot.group(1) if dot else None, "application/octet-stream")


def locate(root, raw_path):
    """The real path of a file below root, or None."""
    path = os.fsdecode(urllib.parse.unquote_to_bytes(raw_path))
    if path[-1:] == "/":
        path = path + "index.html"
    try:
        real = os.path.realpath(root + "/" + path)
        if real.startswith(root.rstrip("/") + "/") and os.path.isfile(real):
            return real
    except (ValueError, OSError):
        pass
    return None


class WebProtocol(asyncio.Protocol):
    def __init__(self, root):
        self.root = root
        self.pending = bytearray()
        self.over = False

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        if self.over:
            return
        self.pending += data
        while not self.over:
            end = self.pending.find(END)
            if end > MOST or (end < 0 and len(self.pending) > MOST):
                self.finish(respond(431, {"connection": "close"}))
                return
            if end < 0:
                return
            head = bytes(self.pending[:end])
            del self.pending[:end + len(END)]
            self.on_request(head.decode("latin-1"))

    def finish(self, last_words):
        self.over = True
        self.transport.write(last_words)
        self.transport.close()

    def on_request(self, head):
        lines = head.split("\r\n")
        match = re.fullmatch(r"(\S+) (\S+) (HTTP/\S*)", lines[0])
        headers = {}
        for line in lines[1:]:
            name, colon, value = line.partition(":")
            headers[name.lower()] = value.strip(" \t")
        if match is None or (match.group(3) == "HTTP/1.1" and "host" not in headers):
            self.finish(respond(400, {"connection": "close"}, b"that is no request\n"))
            return
        method, target, version = match.groups()
        if method in ("POST", "PUT") and "content-length" not in headers:
            self.finish(respond(411, {"connection": "close"}, b"how long is it?\n"))
            return
        reply = self.on_target(method, target)
        if version == "HTTP/1.0" or "close" in re.split(r"[\s,]+", headers.get("connection", "").lower()):
            self.finish(reply)
        else:
            self.transport.write(reply)

    def on_target(self, method, target):
        if method not in ("GET", "HEAD"):
            return respond(405, {"allow": "GET, HEAD"})
        raw_path = target.split("?", 1)[0]
        real = locate(self.root, raw_path)
        if real is None:
            return respond(404, {"content-type": "text/plain"}, b"there is nothing here\n", method == "HEAD")
        with open(real, "rb") as file:
            body = file.read()
        return respond(200, {"content-type": type_of(os.path.basename(real))}, body, method == "HEAD")


def serve(host, port, root):
    root = os.path.realpath(root)
    loop = asyncio.new_event_loop()
    loop.run_until_complete(loop.create_server(lambda: WebProtocol(root), host, port, backlog=200))
    loop.run_forever()


if __name__ == "__main__":
    host, port, root = sys.argv[1:] or ["127.0.0.1", "8898", "."]
    serve(host, int(port), root)
