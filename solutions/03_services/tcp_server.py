"""A small web server: GET and HEAD of the files below one folder, for many clients at once."""

import contextlib
import mimetypes
import socket
import sys
import threading
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote

LARGEST_HEAD = 16 * 1024  # bytes of a request up to its blank line
PATIENCE = 60  # seconds that a connection may be silent
END = b"\r\n\r\n"


class Refused(Exception):
    """A request that gets no file; `closes` says that its connection ends after the answer."""

    def __init__(self, status: HTTPStatus, closes: bool = False, header: str = "") -> None:
        self.status, self.closes, self.header = status, closes, header


def read_head(connection: socket.socket, unread: bytes) -> tuple[bytes, bytes]:
    """Give the next request, and what has arrived behind it; an empty one at the end."""
    while END not in unread:
        if len(unread) > LARGEST_HEAD:
            raise Refused(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, closes=True)
        piece = connection.recv(4096)
        if not piece:
            return b"", b""
        unread += piece
    head, _, unread = unread.partition(END)
    return head, unread


def parse(head: bytes) -> tuple[str, str, dict[str, str], bool]:
    """Give the method, the target and the headers of a request, and whether it is the last one."""
    first, *lines = head.decode("latin-1").split("\r\n")
    words = first.split(" ")
    if len(words) != 3 or not words[2].startswith("HTTP/"):
        raise Refused(HTTPStatus.BAD_REQUEST, closes=True)
    pairs = (line.partition(":") for line in lines)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    method, target, version = words
    if version == "HTTP/1.1" and "host" not in headers:
        raise Refused(HTTPStatus.BAD_REQUEST, closes=True)
    is_last = version == "HTTP/1.0" or headers.get("connection", "").lower() == "close"
    return method, target, headers, is_last


def find(target: str, root: Path) -> Path:
    """Give the file that a target means. Raises Refused where there is none below `root`."""
    path = unquote(target.partition("?")[0])  # first the query, then the escapes
    if path.endswith("/"):
        path += "index.html"
    try:
        file = (root / path.lstrip("/")).resolve()  # without any `..`, and behind all links
        if file.is_relative_to(root) and file.is_file():
            return file
    except (OSError, ValueError):  # a name that no file can have
        pass
    raise Refused(HTTPStatus.NOT_FOUND)


def answer(
    connection: socket.socket,
    status: HTTPStatus,
    body: bytes,
    kind: str,
    *more: str,
    only_head: bool = False,
) -> None:
    """Send one answer: the status line, headers, an empty line, and the body unless it is for HEAD."""
    lines = [
        f"HTTP/1.1 {status} {status.phrase}",
        f"Content-Length: {len(body)}",
        f"Content-Type: {kind}",
        *more,
    ]
    head = "\r\n".join(lines).encode() + END
    connection.sendall(head if only_head else head + body)


def talk(connection: socket.socket, root: Path) -> None:
    """Answer the requests of one connection, in order, until one is the last."""
    unread, is_last = b"", False
    while not is_last:
        method = ""
        try:
            head, unread = read_head(connection, unread)
            if not head:
                return
            method, target, headers, is_last = parse(head)
            if method not in ("GET", "HEAD"):
                # a body that nobody reads would be taken for the next request
                closes = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
                raise Refused(HTTPStatus.METHOD_NOT_ALLOWED, closes, "Allow: GET, HEAD")
            file = find(target, root)
            status, body, more = HTTPStatus.OK, file.read_bytes(), ""
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        except Refused as refused:
            status, kind, more = refused.status, "text/plain", refused.header
            body = f"{status} {status.phrase}\n".encode()
            is_last = is_last or refused.closes
        headers_too = [*([more] if more else []), *(["Connection: close"] if is_last else [])]
        answer(connection, status, body, kind, *headers_too, only_head=method == "HEAD")


def serve_client(connection: socket.socket, root: Path) -> None:
    """Serve one client, in a thread of its own; whatever it does ends nothing but this."""
    connection.settimeout(PATIENCE)
    with connection, contextlib.suppress(OSError):
        talk(connection, root)


def serve(host: str, port: int, root: str) -> None:
    """Serve the files below the folder `root` until stopped."""
    folder = Path(root).resolve()
    with socket.create_server((host, port), backlog=128) as listener:
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=serve_client, args=(connection, folder), daemon=True).start()


if __name__ == "__main__":
    host, port, root = sys.argv[1:] or ["127.0.0.1", "8898", "."]
    serve(host, int(port), root)
