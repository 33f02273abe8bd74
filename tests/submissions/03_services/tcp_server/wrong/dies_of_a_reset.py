"""Wrong: one client at a time, and nobody catches what a reset raises.

Loses: serves_the_next_client, serves_many_at_once
Says: A server has to catch it, and to go on.
"""
import mimetypes
import os
import socket
import sys
import threading
from urllib.parse import unquote

HOST, PORT, ROOT = sys.argv[1], int(sys.argv[2]), os.path.realpath(sys.argv[3])
REASONS = {200: "OK", 400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed", 431: "Request Header Fields Too Large"}


def reply(conn, status, body, ctype="text/plain", extra="", head_only=False):
    head = "HTTP/1.1 %d %s\r\n" % (status, REASONS[status])
    head += "Content-Type: %s\r\n" % ctype
    head += "Content-Length: %d\r\n" % len(body)
    head += extra + "\r\n"
    conn.sendall(head.encode() + (b"" if head_only else body))


def find_file(target):
    path = unquote(target.split("?", 1)[0])
    if path.endswith("/"):
        path += "index.html"
    full = os.path.realpath(os.path.join(ROOT, path.lstrip("/")))
    if not full.startswith(ROOT + os.sep):
        return None
    return full if os.path.isfile(full) else None


def handle(conn):
    buf = b""
    while True:
        while b"\r\n\r\n" not in buf:
            if len(buf) > 16384:
                reply(conn, 431, b"too large", extra="Connection: close\r\n")
                return
            data = conn.recv(2048)
            if not data:
                return
            buf += data
        head, buf = buf.split(b"\r\n\r\n", 1)
        lines = head.decode("latin-1").split("\r\n")
        print(lines[0])
        words = lines[0].split()
        if len(words) != 3 or not words[2].startswith("HTTP/"):
            reply(conn, 400, b"bad request", extra="Connection: close\r\n")
            return
        method, target, version = words
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            headers[name.strip().lower()] = value.strip()
        if version == "HTTP/1.1" and "host" not in headers:
            reply(conn, 400, b"no host", extra="Connection: close\r\n")
            return
        close = version == "HTTP/1.0" or headers.get("connection", "").lower() == "close"
        try:
            full = find_file(target)
        except ValueError:
            full = None
        if full is None:
            reply(conn, 404, b"not found", head_only=method == "HEAD")
        elif method not in ("GET", "HEAD"):
            reply(conn, 405, b"not allowed", extra="Allow: GET, HEAD\r\n")
        else:
            with open(full, "rb") as f:
                body = f.read()
            ctype = mimetypes.guess_type(full)[0] or "application/octet-stream"
            reply(conn, 200, body, ctype, head_only=method == "HEAD")
        if close:
            return


def client(conn):
    try:
        handle(conn)
    finally:
        conn.close()


def main():
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind((HOST, PORT))
    s.listen(100)
    print("serving", ROOT, "on", HOST, PORT)
    while True:
        conn, addr = s.accept()
        client(conn)


main()
