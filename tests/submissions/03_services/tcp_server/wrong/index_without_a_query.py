"""Wrong: knows the path / only where no query follows it.

Loses: reads_the_target
Says: Its path is /
"""
import socket
import sys
import threading
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote

TYPES = {
    ".html": "text/html; charset=utf-8", ".txt": "text/plain; charset=utf-8", ".css": "text/css",
    ".png": "image/png", ".jpg": "image/jpeg", ".json": "application/json", ".pdf": "application/pdf",
}
LIMIT = 16 * 1024


class Refused(Exception):
    """The request cannot be understood; its argument is the status."""


def read_head(incoming):
    """Return the lines of a request up to the empty one, or None at the end."""
    lines, size = [], 0
    while True:
        line = incoming.readline(LIMIT + 1)
        size += len(line)
        if size > LIMIT:
            raise Refused(431)
        if not line.endswith(b"\n"):
            return None
        if line == b"\r\n":
            return lines
        lines.append(line.decode("latin-1").rstrip("\r\n"))


def read_headers(lines):
    """Return a dict of the header lines, names in small letters."""
    headers = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    return headers


def find(root, target):
    """Return the path of the file, or None."""
    path = unquote(target.partition("?")[0])
    if target.endswith("/") and "?" not in target:
        path += "index.html"
    try:
        real = (root / path.lstrip("/")).resolve()
        if real.is_relative_to(root) and real.is_file():
            return real
    except (OSError, ValueError, RuntimeError):
        pass
    return None


def send(connection, status, body, kind, with_body=True, extra=""):
    """Send one answer."""
    head = (
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n"
        f"Content-Length: {len(body)}\r\n"
        f"Content-Type: {kind}\r\n{extra}\r\n"
    )
    connection.sendall(head.encode("latin-1"))
    if with_body:
        connection.sendall(body)


def send_error(connection, status, with_body=True, extra=""):
    """Send an answer that says no."""
    text = f"{status} {HTTPStatus(status).phrase}\n"
    send(connection, status, text.encode(), "text/plain; charset=utf-8", with_body, extra)


def talk(connection, root):
    """Answer the requests of one client until it leaves."""
    connection.settimeout(100)
    try:
        with connection, connection.makefile("rb") as incoming:
            while True:
                try:
                    lines = read_head(incoming)
                    if lines is None:
                        return
                    words = lines[0].split(" ") if lines else []
                    if len(words) != 3 or not words[2].startswith("HTTP/"):
                        raise Refused(400)
                    method, target, version = words
                    headers = read_headers(lines[1:])
                    if version == "HTTP/1.1" and "host" not in headers:
                        raise Refused(400)
                except Refused as refusal:
                    send_error(connection, refusal.args[0], True, "Connection: close\r\n")
                    return
                tokens = [token.strip() for token in headers.get("connection", "").lower().split(",")]
                last = version != "HTTP/1.1" or "close" in tokens
                extra = "Connection: close\r\n" if last else ""
                with_body = method != "HEAD"
                path = find(root, target)
                if method not in ("GET", "HEAD"):
                    send_error(connection, 405, True, extra + "Allow: GET, HEAD\r\n")
                elif path is None:
                    send_error(connection, 404, with_body, extra)
                else:
                    kind = TYPES.get(path.suffix, "application/octet-stream")
                    send(connection, 200, path.read_bytes(), kind, with_body, extra)
                if last:
                    return
    except OSError as error:
        print("a client left:", error, flush=True)


def serve(host, port, root):
    """Serve the files below the folder `root` until stopped."""
    root = Path(root).resolve()
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(128)
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=talk, args=(connection, root), daemon=True).start()


if __name__ == "__main__":
    host, port, root = sys.argv[1:] or ["127.0.0.1", "8898", "."]
    serve(host, int(port), root)
