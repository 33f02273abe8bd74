"""Wrong: brings paths and the names of files to small letters before it compares them.

Loses: reads_the_target
Says: no file has that name
"""
import mimetypes
import os
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from urllib.parse import unquote

mimetypes.init(files=())


def load(root):
    site = {}
    for folder, _, names in os.walk(root):
        for name in names:
            full = os.path.join(folder, name)
            if os.path.islink(full) or not os.path.isfile(full):
                continue
            key = "/" + os.path.relpath(full, root).replace(os.sep, "/")
            kind = mimetypes.guess_type("/" + name)[0] or "application/octet-stream"
            with open(full, "rb") as f:
                site[key.lower()] = kind, f.read()
    return site


def heads(sock):
    """Yields request heads; raises OverflowError."""
    data = b""
    while True:
        head, sep, rest = data.partition(b"\r\n\r\n")
        if len(head) > 1 << 14:
            raise OverflowError
        if sep:
            yield head
            data = rest
            continue
        if not (piece := sock.recv(1 << 15)):
            return
        data += piece


def message(status, *headers, body=b""):
    return b"\r\n".join([b"HTTP/1.1 " + status, *headers, b"content-length: %d" % len(body), b"", b""]), body


def answer(site, head):
    """-> (head, body, closes)"""
    first, *fields = head.decode("iso-8859-1").split("\r\n")
    try:
        method, target, version = first.split(" ")
        assert version.startswith("HTTP/")
    except (ValueError, AssertionError):
        return *message(b"400 Bad Request"), True
    pairs = [(n.lower(), v.strip().lower()) for n, _, v in (f.partition(":") for f in fields)]
    if version == "HTTP/1.1" and not any(n == "host" for n, _ in pairs):
        return *message(b"400 Bad Request", body=b"no host\r\n"), True
    closes = version == "HTTP/1.0" or ("connection", "close") in pairs
    path = unquote(target.split("?", 1)[0]).lower()
    found = site.get(path + "index.html" if path.endswith("/") else path)
    if not found:
        h, b = message(b"404 Not Found", body=b"no such file\r\n")
    elif method not in ("GET", "HEAD"):
        h, b = message(b"405 Method Not Allowed", b"Allow: GET, HEAD, OPTIONS")
    else:
        h, b = message(b"200 OK", b"content-type: " + found[0].encode(), body=found[1])
    return h, b"" if method == "HEAD" else b, closes


def client(site, sock):
    with sock:
        try:
            for head in heads(sock):
                h, b, closes = answer(site, head)
                sock.sendall(h)
                sock.sendall(b)
                if closes:
                    break
            sock.shutdown(socket.SHUT_WR)
        except OverflowError:
            sock.sendall(message(b"431 Too Large")[0])
        except OSError:
            pass


def serve(host, port, root):
    site = load(os.path.realpath(root))
    with ThreadPoolExecutor(100) as pool, socket.create_server((host, port), backlog=100) as listener:
        while True:
            pool.submit(client, site, listener.accept()[0])


if __name__ == "__main__":
    host, port, root = sys.argv[1:] or ["127.0.0.1", "8898", "."]
    serve(host, int(port), root)
