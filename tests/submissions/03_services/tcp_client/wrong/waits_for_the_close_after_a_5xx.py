"""Wrong: reads the body of a 5xx until the connection ends, whatever the headers say.

Loses: does_not_wait_for_the_close
Says: The status of the answer is 503 Busy | when the server had closed
"""

import socket
import sys
from urllib.parse import urlsplit


def line(f):
    l = f.readline()
    if not l.endswith(b"\r\n"):
        raise EOFError("closed in the middle of a line: %r" % l)
    return l[:-2]


def exactly(f, n):
    data = f.read(n)
    if len(data) < n:
        raise EOFError(f"only {len(data)} of {n} bytes")
    return data


def head(f):
    first = line(f)
    if not first.startswith(b"HTTP/"):
        raise ValueError(f"not HTTP: {first!r}")
    parts = first.decode("latin-1").split(" ", 2)
    headers = {}
    while l := line(f):
        name, _, value = l.decode("latin-1").partition(":")
        headers[name.strip().lower()] = value.strip()
    return int(parts[1]), parts[2] if len(parts) > 2 else "", headers


def get(url):
    u = urlsplit(url)
    target = (u.path or "/") + ("?" + u.query if u.query else "")
    with socket.create_connection((u.hostname, u.port or 80)) as s, s.makefile("rb") as f:
        s.sendall(f"GET {target} HTTP/1.1\r\nHost: {u.netloc}\r\nConnection: close\r\n\r\n".encode())
        status = 100
        while 100 <= status < 200:
            status, reason, headers = head(f)
        if status in (204, 304):
            body = b""
        elif status >= 500:
            body = f.read()
        elif headers.get("transfer-encoding", "").lower() == "chunked":
            body = b""
            while size := int(line(f).split(b";")[0], 16):
                body += exactly(f, size)
                line(f)
            while line(f):
                pass
        elif "content-length" in headers:
            body = exactly(f, int(headers["content-length"]))
        else:
            body = f.read()
    sys.stdout.buffer.write(body)
    sys.stdout.buffer.flush()
    if 200 <= status <= 299:
        return 0
    print(status, reason, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(get(sys.argv[1] if sys.argv[1:] else "http://127.0.0.1:8898/"))
