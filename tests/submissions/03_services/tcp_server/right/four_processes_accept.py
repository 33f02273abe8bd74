"""Right: four processes accept on one socket, each with a thread for each client, and answers have fields that nobody asked for."""

import mimetypes
import os
import posixpath
import socket
import sys
import threading
import time
from email.utils import formatdate
from urllib.parse import unquote, urlsplit

host, port, root = sys.argv[1:4]
root = os.path.realpath(root)


def talk(conn):
    pending = b""
    with conn:
        while True:
            while b"\r\n\r\n" not in pending:
                if len(pending) > 16384:
                    conn.sendall(b"HTTP/1.1 414 URI Too Long\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                    return
                try:
                    more = conn.recv(8192)
                except OSError:
                    return
                if not more:
                    return
                pending += more
            section, _, pending = pending.partition(b"\r\n\r\n")
            try:
                if not one(conn, section.decode("iso-8859-1")):
                    return
            except OSError:
                return


def one(conn, section):
    first, *rest = section.split("\r\n")
    fields = {k.strip().title(): v.strip() for k, _, v in (r.partition(":") for r in rest)}
    stay = fields.get("Connection", "").lower() != "close" and "HTTP/1.0" not in first

    def say(status, size=0, **more):
        text = f"HTTP/1.1 {status}\r\nDate: {formatdate(usegmt=True)}\r\nServer: tiny\r\n"
        more |= {"Content-Length": size, "Connection": "keep-alive" if stay else "close"}
        conn.sendall((text + "".join(f"{k}: {v}\r\n" for k, v in more.items()) + "\r\n").encode())
        return stay

    try:
        method, target, version = first.split(" ")
        assert version.startswith("HTTP/")
        assert version != "HTTP/1.1" or "Host" in fields
    except (ValueError, AssertionError):
        stay = False
        return say("400 Bad Request")
    if method not in {"GET", "HEAD"}:
        return say("405 Method Not Allowed", Allow="OPTIONS, HEAD, GET")
    path = unquote(target.split("?", 1)[0])
    if path[-1:] == "/":
        path += "index.html"
    real = os.path.realpath(os.path.join(root, posixpath.normpath(path).lstrip("/"))) if "\0" not in path else root
    if os.path.commonpath([real, root]) != root or not os.path.isfile(real):
        return say("404 Not Found")
    with open(real, "rb") as file:
        size = os.fstat(file.fileno()).st_size
        say("200 OK", size, **{"Content-Type": mimetypes.guess_type(real)[0] or "application/octet-stream"})
        at = 0
        while method == "GET" and at < size:
            at += os.sendfile(conn.fileno(), file.fileno(), at, size - at)
    return stay


listener = socket.create_server((host, int(port)), backlog=256)
for _ in range(3):
    if os.fork() == 0:
        break
while True:
    conn, _ = listener.accept()
    threading.Thread(target=talk, args=(conn,), daemon=True).start()
