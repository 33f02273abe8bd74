"""Wrong: its connections do not wait, and it looks for a request once.

Loses: answers_get
Says: closed the connection without sending anything
"""

import contextlib
import mimetypes
import socket
import sys
import threading
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote

LARGEST_HEAD = (
    16 * 1024
)  # bytes up to the empty line; without a bound a client could fill the memory
PATIENCE = (
    60  # seconds that a connection may be silent: long for people, and yet no thread stays for ever
)
END = b"\r\n\r\n"  # the end of the last line, and the empty line


class Refused(Exception):
    """A request that gets no file. `closes` says that the connection ends after the answer."""

    def __init__(self, status: HTTPStatus, closes: bool = False, header: str = "") -> None:
        self.status, self.closes, self.header = status, closes, header


def read_head(connection: socket.socket, unread: bytes) -> tuple[bytes, bytes]:
    """Return the head of the next request, and the bytes that came after it.

    At the end of the stream the head is empty.
    """
    while END not in unread:  # in all that has come: the end itself may arrive in two pieces
        if len(unread) > LARGEST_HEAD:
            raise Refused(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, closes=True)
        piece = connection.recv(4096)
        if not piece:  # the client has left, perhaps in the middle of a request: nobody waits
            return b"", b""
        unread += piece
    head, _, unread = unread.partition(END)  # the rest may be the next request: keep it
    return head, unread


def parse(head: bytes) -> tuple[str, str, dict[str, str], bool]:
    """Return method, target and headers of a request, and whether it is the last one."""
    first, *lines = head.decode("latin-1").split("\r\n")  # latin-1 has a letter for each byte
    words = first.split(" ")
    if len(words) != 3 or not words[2].startswith("HTTP/"):
        # Where would the next request begin? Nobody knows, so the connection ends.
        raise Refused(HTTPStatus.BAD_REQUEST, closes=True)
    pairs = (line.partition(":") for line in lines)
    headers = {name.lower(): value.strip() for name, _, value in pairs}  # names have no case
    method, target, version = words
    if version == "HTTP/1.1" and "host" not in headers:
        raise Refused(HTTPStatus.BAD_REQUEST, closes=True)
    is_last = version == "HTTP/1.0" or headers.get("connection", "").lower() == "close"
    return method, target, headers, is_last


def find(target: str, root: Path) -> Path:
    """Return the file that a target means. Raises Refused if there is no such file below `root`.

    The order matters: decode, resolve, compare. A comparison any earlier would look at another
    path than the one that is opened.
    """
    path = unquote(target.partition("?")[0])  # the query first: a name may have a ? too, as %3F
    if path.endswith("/"):
        path += "index.html"
    try:
        # Without lstrip() an absolute path would replace `root`. resolve() removes every `..`
        # and follows every link, so it tells where the path really ends.
        file = (root / path.lstrip("/")).resolve()
        if file.is_relative_to(root) and file.is_file():
            return file
    except (OSError, ValueError):  # a name that no file can have: too long, or with a zero byte
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
    """Send an answer: status line, headers, an empty line, and the body unless it is for HEAD."""
    lines = [
        f"HTTP/1.1 {status} {status.phrase}",
        f"Content-Length: {len(body)}",  # of the body that GET gets, for HEAD as well
        f"Content-Type: {kind}",
        *more,
    ]
    head = "\r\n".join(lines).encode() + END
    connection.sendall(head if only_head else head + body)  # send() may take only a part


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
                # A body that nobody reads would be taken for the next request.
                closes = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
                raise Refused(HTTPStatus.METHOD_NOT_ALLOWED, closes, "Allow: GET, HEAD")
            file = find(target, root)
            status, body, more = HTTPStatus.OK, file.read_bytes(), ""  # bytes: it may be a picture
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        except Refused as refused:
            status, kind, more = refused.status, "text/plain", refused.header
            body = f"{status} {status.phrase}\n".encode()
            is_last = is_last or refused.closes
        headers_too = [*([more] if more else []), *(["Connection: close"] if is_last else [])]
        answer(connection, status, body, kind, *headers_too, only_head=method == "HEAD")


def serve_client(connection: socket.socket, root: Path) -> None:
    """Serve one client in a thread of its own. Whatever this client does ends only this thread."""
    connection.setblocking(False)
    with connection, contextlib.suppress(OSError):  # it was silent for too long, or it has left
        talk(connection, root)


def serve(host: str, port: int, root: str) -> None:
    """Serve the files below the folder `root` until stopped."""
    folder = Path(root).resolve()  # once: ROOT may be relative, and hold links itself
    # socket(), bind() and listen() in one call; `backlog` clients may wait for accept().
    with socket.create_server((host, port), backlog=128) as listener:
        while True:
            connection, _ = listener.accept()
            # A slow client keeps a thread waiting, and never this loop. A daemon thread does
            # not keep the program alive when Ctrl-C ends it.
            threading.Thread(target=serve_client, args=(connection, folder), daemon=True).start()


if __name__ == "__main__":
    host, port, root = sys.argv[1:] or ["127.0.0.1", "8898", "."]
    serve(host, int(port), root)
