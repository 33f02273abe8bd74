"""Wrong: decodes the escapes, and decodes the outcome once more.

Loses: reads_the_target
Says: %25 is a %: it is decoded once
"""
import mimetypes
import os
import socket
import sys
import threading
from urllib.parse import unquote

PHRASES = {200: "OK", 400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed", 431: "Too Large"}


def find(target, root):
    """Give the path of the file, or None."""
    path = unquote(unquote(target.partition("?")[0]))
    if path.endswith("/"):
        path += "index.html"
    try:
        found = os.path.realpath(root + path)
    except ValueError:
        return None
    inside = found.startswith(root + os.sep)
    return found if inside and os.path.isfile(found) else None


class Client(threading.Thread):
    def __init__(self, sock, root):
        super().__init__(daemon=True)
        self.sock, self.root, self.unread = sock, root, b""

    def run(self):
        with self.sock:
            try:
                while self.serve_one():
                    pass
            except OSError as error:
                print(error, file=sys.stderr)

    def head(self):
        while b"\r\n\r\n" not in self.unread:
            piece = self.sock.recv(65536) if len(self.unread) <= 20000 else b""
            self.unread += piece
            if not piece:
                return None
        head, _, self.unread = self.unread.partition(b"\r\n\r\n")
        return head.decode("latin-1").split("\r\n")

    def serve_one(self):
        lines = self.head()
        if lines is None:
            if self.unread:
                self.answer(431, b"", "text/plain", False, last=True)
            return False
        words = lines[0].split(" ")
        fields = dict(line.lower().split(":", 1) for line in lines[1:])
        if len(words) != 3 or not words[2].startswith("HTTP/"):
            self.answer(400, b"no request\n", "text/plain", False, last=True)
            return False
        method, target, version = words
        if version == "HTTP/1.1" and "host" not in fields:
            self.answer(400, b"which host?\n", "text/plain", False, last=True)
            return False
        last = version == "HTTP/1.0" or fields.get("connection", "").strip() == "close"
        only_head = method == "HEAD"
        path = find(target, self.root)
        if method not in ("GET", "HEAD"):
            self.answer(405, b"", "text/plain", False, last)
        elif path is None:
            self.answer(404, b"not here\n", "text/plain", only_head, last)
        else:
            with open(path, "rb") as file:
                kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
                self.answer(200, file.read(), kind, only_head, last)
        return not last

    def answer(self, status, body, kind, only_head, last):
        lines = [f"HTTP/1.1 {status} {PHRASES[status]}", f"Content-Length: {len(body)}", f"Content-Type: {kind}"]
        if status == 405:
            lines.append("Allow: GET, HEAD")
        if last:
            lines.append("Connection: close")
        head = "\r\n".join(lines) + "\r\n\r\n"
        self.sock.sendall(head.encode("latin-1") + (b"" if only_head else body))


def main(host, port, root):
    server = socket.create_server((host, port), backlog=100)
    while True:
        sock, _ = server.accept()
        Client(sock, root).start()


main(sys.argv[1], int(sys.argv[2]), os.path.realpath(sys.argv[3]))
