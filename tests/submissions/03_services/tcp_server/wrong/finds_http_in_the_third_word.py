"""Wrong: takes a third word for a version if HTTP/ stands anywhere in it.

Loses: refuses_bad_requests
Says: does not begin with HTTP/
"""
import selectors
import socket
import sys
from dataclasses import dataclass, field
from pathlib import PurePosixPath
import os
from urllib.parse import unquote

READ, WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE
LIMIT = 16 << 10
KINDS = {".html": "text/html", ".txt": "text/plain", ".css": "text/css", ".png": "image/png",
         ".jpg": "image/jpeg", ".json": "application/json", ".pdf": "application/pdf"}


@dataclass
class Answer:
    status: str
    body: bytes = b""
    fields: dict = field(default_factory=dict)
    last: bool = False

    def head(self) -> bytes:
        rows = ["HTTP/1.1 " + self.status]
        rows += [f"{key}: {value}" for key, value in self.fields.items()]
        rows += [f"Content-Length: {len(self.body)}"]
        if self.last:
            rows += ["Connection: close"]
        return ("\r\n".join(rows) + "\r\n\r\n").encode("ascii")


def look_for(root: str, target: str) -> "str | None":
    path = unquote(target.split("?")[0])
    if path.endswith("/"):
        path += "index.html"
    try:
        full = os.path.realpath(os.path.join(root, path.lstrip("/")))
        if os.path.commonpath([root, full]) != root:
            return None
        return full if os.path.isfile(full) else None
    except (OSError, ValueError):
        return None


def decide(root: str, head: str) -> "tuple[Answer, bool]":
    """The answer to a request, and whether its body is to be sent."""
    first, *rest = head.split("\r\n")
    words = first.split()
    if len(words) != 3 or not "HTTP/" in words[2]:
        return Answer("400 Bad Request", b"no request\n", last=True), True
    method, target, version = words
    fields = {name.strip().lower(): value.strip() for name, _, value in (row.partition(":") for row in rest)}
    if version == "HTTP/1.1" and "host" not in fields:
        return Answer("400 Bad Request", b"no host\n", last=True), True
    last = version == "HTTP/1.0" or fields.get("connection", "").lower() == "close"
    if method not in ("GET", "HEAD"):
        return Answer("405 Method Not Allowed", b"GET or HEAD\n", {"Allow": "GET, HEAD"}, last), True
    full = look_for(root, target)
    if full is None:
        return Answer("404 Not Found", b"not found\n", {"Content-Type": "text/plain"}, last), method == "GET"
    with open(full, "rb") as stream:
        body = stream.read()
    kind = KINDS.get(PurePosixPath(full).suffix, "application/octet-stream")
    return Answer("200 OK", body, {"Content-Type": kind}, last), method == "GET"


def send(sock: socket.socket, data: bytes):
    view = memoryview(data)
    while len(view) > 0:
        yield WRITE
        try:
            view = view[sock.send(view):]
        except BlockingIOError:
            pass


def session(sock: socket.socket, root: str):
    heap = bytearray()
    while True:
        end = heap.find(b"\r\n\r\n")
        if end > LIMIT or (end == -1 and len(heap) > LIMIT):
            yield from send(sock, Answer("431 Too Large", b"too much\n", last=True).head() + b"too much\n")
            return
        if end == -1:
            yield READ
            try:
                piece = sock.recv(30000)
            except BlockingIOError:
                continue
            if not piece:
                return
            heap += piece
            continue
        head = heap[:end].decode("latin-1")
        heap = heap[end + 4:]
        answer, with_body = decide(root, head)
        yield from send(sock, answer.head())
        if with_body:
            yield from send(sock, answer.body)
        if answer.last:
            return


def serve(host: str, port: int, root: str) -> None:
    root = os.path.realpath(root)
    selector = selectors.DefaultSelector()
    listener = socket.create_server((host, port), backlog=128)
    listener.setblocking(False)
    selector.register(listener, READ, None)
    while True:
        for key, _ in selector.select():
            if key.data is None:
                try:
                    sock, _ = listener.accept()
                except OSError:
                    continue
                sock.setblocking(False)
                selector.register(sock, READ, session(sock, root))
                continue
            try:
                wanted = next(key.data)
            except (StopIteration, OSError):
                selector.unregister(key.fileobj)
                key.fileobj.close()
            else:
                selector.modify(key.fileobj, wanted, key.data)


if __name__ == "__main__":
    host, port, root = sys.argv[1:] or ["127.0.0.1", "8898", "."]
    serve(host, int(port), root)
