"""Wrong: serves page.html at /page.

Loses: says_not_found
Says: with 200, not with 404
"""
import os
import selectors
import socket
import sys
from http import HTTPStatus
from urllib.parse import unquote_to_bytes

READ, WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE
BLANK = b"\r\n\r\n"
MOST = 20_000
KIND = {
    b"html": "text/html", b"txt": "text/plain", b"css": "text/css", b"png": "image/png",
    b"jpg": "image/jpeg", b"json": "application/json", b"pdf": "application/pdf",
}


def push(sock, data):
    rest = memoryview(data)
    while len(rest):
        try:
            rest = rest[sock.send(rest) :]
        except BlockingIOError:
            yield WRITE


def pour(sock, file, size):
    at = 0
    while at < size:
        try:
            sent = os.sendfile(sock.fileno(), file.fileno(), at, min(size - at, 1 << 18))
        except BlockingIOError:
            yield WRITE
        else:
            if not sent:
                raise OSError("the file has become shorter")
            at += sent


def head_of(status, *more):
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", *more, "", ""]
    return "\r\n".join(lines).encode("ascii")


def refuse(sock, status, *more):
    yield from push(sock, head_of(status, "Content-Length: 0", *more))


def look_up(base, target):
    """The real path (as bytes) of the file that the target names, or None."""
    path = unquote_to_bytes(target.split(b"?", 1)[0])
    if path[-1:] == b"/":
        path += b"index.html"
    try:
        real = os.path.realpath(os.path.join(base, path.lstrip(b"/")))
    except ValueError:
        return None
    if not real.startswith(os.path.join(base, b"")):
        return None
    if not os.path.isfile(real) and os.path.isfile(real + b".html"):
        real = os.path.realpath(real + b".html")
        if not real.startswith(os.path.join(base, b"")):
            return None
    return real if os.path.isfile(real) else None


def answer(sock, base, method, target):
    if method not in (b"GET", b"HEAD"):
        yield from refuse(sock, 405, "Allow: GET, HEAD")
        return
    real = look_up(base, target)
    if real is None:
        yield from refuse(sock, 404)
        return
    name, dot, suffix = os.path.basename(real).rpartition(b".")
    kind = KIND.get(suffix if name else b"", "application/octet-stream")
    with open(real, "rb") as file:
        size = os.fstat(file.fileno()).st_size
        yield from push(sock, head_of(200, f"Content-Type: {kind}", f"Content-Length: {size}"))
        if method == b"GET":
            yield from pour(sock, file, size)


def conversation(sock, base):
    inbox = b""
    stay = True
    while stay:
        while BLANK not in inbox:
            if len(inbox) > MOST:
                yield from refuse(sock, 431, "Connection: close")
                return
            yield READ
            try:
                piece = sock.recv(1 << 16)
            except BlockingIOError:
                continue
            if not piece:
                return
            inbox += piece
        head, _, inbox = inbox.partition(BLANK)
        if len(head) > MOST:
            yield from refuse(sock, 431, "Connection: close")
            return
        first, *lines = head.split(b"\r\n")
        fields = {}
        for line in lines:
            name, _, value = line.partition(b":")
            fields[name.strip().lower()] = value.strip()
        match first.split(b" "):
            case [method, target, version] if version.startswith(b"HTTP/"):
                pass
            case _:
                yield from refuse(sock, 400, "Connection: close")
                return
        if version != b"HTTP/1.0" and b"host" not in fields:
            yield from refuse(sock, 400, "Connection: close")
            return
        stay = version != b"HTTP/1.0" and fields.get(b"connection", b"").lower() != b"close"
        yield from answer(sock, base, method, target)


def step(chooser, sock, talk):
    try:
        wish = next(talk)
    except Exception as end:
        if not isinstance(end, StopIteration):
            print("a client is lost:", repr(end), file=sys.stderr)
        if sock in chooser.get_map():
            chooser.unregister(sock)
        sock.close()
    else:
        if sock in chooser.get_map():
            chooser.modify(sock, wish, talk)
        else:
            chooser.register(sock, wish, talk)


def serve(host, port, root):
    base = os.fsencode(os.path.realpath(root))
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    door.bind((host, port))
    door.listen(256)
    door.setblocking(False)
    chooser = selectors.DefaultSelector()
    chooser.register(door, READ)
    while True:
        for key, _ in chooser.select():
            if key.data is not None:
                step(chooser, key.fileobj, key.data)
                continue
            try:
                sock, _ = door.accept()
            except OSError:
                continue
            sock.setblocking(False)
            step(chooser, sock, conversation(sock, base))


if __name__ == "__main__":
    host, port, root = sys.argv[1:] or ["127.0.0.1", "8898", "."]
    serve(host, int(port), root)
