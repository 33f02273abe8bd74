"""Right: takes its time to start, writes by os.fdopen(1), ends by os._exit."""

import os
import socket
import sys
import time
from urllib.parse import urlsplit

time.sleep(0.4)
out = os.fdopen(1, "wb", closefd=False)


def head_of(sock):
    lines = [line_of(sock)]
    while lines[-1]:
        lines.append(line_of(sock))
    return b"\r\n".join(lines)


def line_of(sock):
    line = b""
    while not line.endswith(b"\n"):
        byte = sock.recv(1)
        if not byte:
            raise EOFError("no complete line")
        line += byte
    return line.strip()


def copy(sock, count):
    while count:
        piece = sock.recv(min(count, 8192))
        if not piece:
            raise EOFError(f"{count} bytes never came")
        out.write(piece)
        count -= len(piece)


parts = urlsplit(sys.argv[1])
with socket.socket() as sock:
    sock.connect((parts.hostname, parts.port))
    sock.sendall(f"GET {parts._replace(scheme='', netloc='').geturl()} HTTP/1.1\r\nHost: {parts.netloc}\r\nUser-Agent: slow\r\n\r\n".encode())
    status = 0
    while status < 200:
        first, *lines = head_of(sock).decode("latin-1").split("\r\n")
        if not first.startswith("HTTP/"):
            sys.exit(f"{first!r} is no status line")
        status, _, reason = first[first.index(" ") + 1 :].partition(" ")
        status = int(status)
    headers = {}
    for line in filter(None, lines):
        name, value = line.split(":", maxsplit=1)
        headers[name.lower()] = value.strip().lower()
    if status in (204, 304):
        pass
    elif headers.get("transfer-encoding") == "chunked":
        while size := int(line_of(sock).split(b";")[0], 16):
            copy(sock, size)
            line_of(sock)
    elif "content-length" in headers:
        copy(sock, int(headers["content-length"]))
    else:
        while piece := sock.recv(8192):
            out.write(piece)
out.flush()
if status // 100 != 2:
    print(f"{status} {reason}", file=sys.stderr)
os._exit(status // 100 != 2)
