"""Wrong: keeps each file open, and shares its one position between all clients.

Loses: serves_many_at_once
Says: This client had read nothing of the large file
"""
import os
import socket
import sys
import threading
from urllib.parse import unquote

MAX_HEAD = 16384
KINDS = [
    (".html", "text/html"), (".txt", "text/plain"), (".css", "text/css"), (".png", "image/png"),
    (".jpg", "image/jpeg"), (".json", "application/json"), (".pdf", "application/pdf"),
]


def tell(*words):
    print(*words, file=sys.stderr)


def kind_of(path):
    suffix = os.path.splitext(path)[1]
    for ending, kind in KINDS:
        if suffix == ending:
            return kind
    return "application/octet-stream"


OPEN = {}  # path -> file, so that nothing is opened twice


class TooLong(Exception):
    pass


class Visitor:
    def __init__(self, sock, address, root):
        self.sock = sock
        self.address = address
        self.root = root
        self.incoming = sock.makefile("rb")

    def read_head(self):
        """Return the lines of the next request, or None if there is none."""
        lines = []
        left = MAX_HEAD
        while True:
            line = self.incoming.readline(left + 1)
            left -= len(line)
            if left < 0:
                raise TooLong()
            if not line.endswith(b"\n"):
                return None
            line = line.rstrip(b"\r\n").decode("latin-1")
            if line == "":
                return lines
            lines.append(line)

    def error(self, status, reason, extra=(), with_body=True):
        page = (status + " " + reason + "\n").encode()
        rows = ["HTTP/1.1 " + status + " " + reason, "Content-Type: text/plain", "Content-Length: " + str(len(page))]
        rows.extend(extra)
        head = "\r\n".join(rows) + "\r\n\r\n"
        self.sock.sendall(head.encode())
        if with_body:
            self.sock.sendall(page)

    def locate(self, target):
        path = unquote(target.split("?")[0])
        if path.endswith("/"):
            path = path + "index.html"
        while path.startswith("/"):
            path = path[1:]
        try:
            real = os.path.realpath(os.path.join(self.root, path))
        except (ValueError, OSError):
            return None
        if os.path.commonpath([real, self.root]) != self.root:
            tell(self.address, "tries to get out:", repr(target))
            return None
        if not os.path.isfile(real):
            return None
        return real

    def one_request(self):
        """Answer one request. Return True if there may be another one."""
        try:
            lines = self.read_head()
        except TooLong:
            self.error("431", "Request Header Fields Too Large")
            return False
        if lines is None:
            return False
        tell(self.address, "asks", lines[:1])
        words = lines[0].split(" ") if lines else []
        if len(words) != 3 or words[2][:5] != "HTTP/":
            self.error("400", "Bad Request")
            return False
        method, target, version = words
        headers = {}
        for line in lines[1:]:
            name, colon, value = line.partition(":")
            headers[name.lower()] = value.strip()
        if version == "HTTP/1.1" and "host" not in headers:
            self.error("400", "Bad Request")
            return False
        again = version != "HTTP/1.0" and headers.get("connection", "").lower() != "close"
        if method != "GET" and method != "HEAD":
            self.error("405", "Method Not Allowed", ["Allow: GET, HEAD"])
            return again
        real = self.locate(target)
        if real is None:
            self.error("404", "Not Found", with_body=method != "HEAD")
            return again
        self.send_file(method, real)
        return again

    def send_file(self, method, real):
        size = os.path.getsize(real)
        head = "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n" % (kind_of(real), size)
        self.sock.sendall(head.encode())
        if method == "HEAD":
            return
        if real not in OPEN:
            OPEN[real] = open(real, "rb")
        file = OPEN[real]
        file.seek(0)
        while True:
            block = file.read(65536)
            if not block:
                break
            self.sock.sendall(block)

    def stay(self):
        with self.incoming:
            while self.one_request():
                pass
            self.sock.shutdown(socket.SHUT_WR)


def visit(sock, address, root):
    try:
        sock.settimeout(300)
        Visitor(sock, address, root).stay()
    except OSError as problem:
        tell(address, "has gone:", problem)
    finally:
        sock.close()
        tell(address, "good bye")


def serve(host, port, root):
    root = os.path.realpath(root)
    tell("serving", root)
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(200)
    while True:
        sock, address = listener.accept()
        tell(address, "comes in")
        threading.Thread(target=visit, args=(sock, address, root), daemon=True).start()


if __name__ == "__main__":
    if len(sys.argv) == 4:
        serve(sys.argv[1], int(sys.argv[2]), sys.argv[3])
    else:
        serve("127.0.0.1", 8898, ".")
