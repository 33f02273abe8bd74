"""Wrong: looks for the index.html of a folder in GET only.

Loses: serves_the_index
Says: answered HEAD / with 404
"""
import os
import signal
import socket
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

LONGEST = 16_384


def content_type(name: str) -> str:
    match name.rpartition("."):
        case ("", "", _):
            return "application/octet-stream"
        case (_, _, "html" | "css" as text):
            return f"text/{text}; charset=utf-8"
        case (_, _, "txt"):
            return "text/plain; charset=utf-8"
        case (_, _, "png"):
            return "image/png"
        case (_, _, "jpg"):
            return "image/jpeg"
        case (_, _, "json" | "pdf" as suffix):
            return f"application/{suffix}"
    return "application/octet-stream"


def put(conn: socket.socket, *parts: bytes) -> None:
    """sendmsg() until all has left."""
    views = [memoryview(part) for part in parts if part]
    while views:
        sent = conn.sendmsg(views)
        while views and sent >= len(views[0]):
            sent -= len(views.pop(0))
        if views:
            views[0] = views[0][sent:]


def reply(conn: socket.socket, status: str, body: bytes, *headers: str, bodiless: bool = False) -> None:
    lines = (f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", "")
    put(conn, "\r\n".join(lines).encode(), b"" if bodiless else body)


def file_for(root: Path, target: str, index: str) -> "Path | None":
    path = unquote(target.split("?", 1)[0])
    try:
        wanted = root.joinpath(path.lstrip("/") + (index if path.endswith("/") else "")).resolve()
        inside = root == wanted or root in wanted.parents
        return wanted if inside and wanted.is_file() else None
    except (OSError, ValueError, RuntimeError):
        return None


def talk(conn: socket.socket, root: Path) -> None:
    incoming = conn.makefile("rb")
    while True:
        lines, size = [], 0
        while True:
            line = incoming.readline(LONGEST)
            size += len(line)
            if size > LONGEST or len(line) == LONGEST:
                reply(conn, "431 Request Header Fields Too Large", b"", "Connection: close")
                return
            if line[-1:] != b"\n":
                return
            if line == b"\r\n":
                break
            lines.append(line.decode("latin-1").rstrip("\r\n"))
        match lines[0].split(" ") if lines else []:
            case [method, target, version] if version.startswith("HTTP/"):
                pass
            case _:
                reply(conn, "400 Bad Request", b"bad line\n", "Connection: close")
                return
        headers = {}
        for line in lines[1:]:
            key, _, value = line.partition(":")
            headers[key.lower()] = value.strip()
        if version == "HTTP/1.1" and "host" not in headers:
            reply(conn, "400 Bad Request", b"which host?\n", "Connection: close")
            return
        if method in ("GET", "HEAD"):
            if file := file_for(root, target, "index.html" if method == "GET" else ""):
                reply(conn, "200 OK", file.read_bytes(), f"Content-Type: {content_type(file.name)}",
                      bodiless=method == "HEAD")
            else:
                page = f"<p>{urlsplit(target).path} is not here</p>\n".encode("utf-8", "replace")
                reply(conn, "404 Not Found", page, "Content-Type: text/html; charset=utf-8",
                      bodiless=method == "HEAD")
        else:
            reply(conn, "405 Method Not Allowed", b"", "Allow: GET,HEAD")
        if version == "HTTP/1.0" or headers.get("connection", "").lower() == "close":
            return


def serve(host: str, port: int, root: str) -> None:
    top = Path(root).resolve()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.create_server((host, port), backlog=128) as listener:
        while True:
            conn, _ = listener.accept()
            if os.fork() == 0:
                status = 0
                try:
                    listener.close()
                    talk(conn, top)
                    conn.shutdown(socket.SHUT_WR)
                except OSError:
                    status = 1
                finally:
                    os._exit(status)
            conn.close()


if __name__ == "__main__":
    host, port, root = sys.argv[1:] or ["127.0.0.1", "8898", "."]
    serve(host, int(port), root)
