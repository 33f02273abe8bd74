"""Wrong: a query takes the place of the path: = where += was meant.

Loses: asks_for_the_page
Says: Only the query is asked for, without the path.
"""

import socket
import sys
from urllib.parse import urlparse


def parse(data, at_end):
    """(status, reason, body) or None if more is needed"""
    while True:
        head, sep, rest = data.partition(b"\r\n\r\n")
        if not data.startswith(b"HTTP/"[: len(data)]):
            raise SystemExit("not an HTTP answer: %r" % data[:20])
        if not sep:
            if at_end:
                raise SystemExit("connection closed in the headers")
            return None
        lines = head.split(b"\r\n")
        parts = lines[0].split(b" ", 2)
        status = int(parts[1])
        if not 100 <= status <= 199:
            break
        data = rest
    reason = parts[2] if len(parts) > 2 else b""
    headers = {}
    for line in lines[1:]:
        name, value = line.split(b":", 1)
        headers[name.strip().lower()] = value.strip()
    if status == 204 or status == 304:
        return status, reason, b""
    if headers.get(b"transfer-encoding", b"").lower() == b"chunked":
        body = b""
        while True:
            line, sep, rest = rest.partition(b"\r\n")
            if not sep:
                break
            size = int(line.split(b";")[0], 16)
            if size == 0:
                return status, reason, body
            if len(rest) < size + 2:
                break
            body += rest[:size]
            rest = rest[size + 2 :]
        if at_end:
            raise SystemExit("connection closed in a chunk")
        return None
    if b"content-length" in headers:
        n = int(headers[b"content-length"])
        if len(rest) >= n:
            return status, reason, rest[:n]
        if at_end:
            raise SystemExit("connection closed after %d of %d bytes" % (len(rest), n))
        return None
    return (status, reason, rest) if at_end else None


u = urlparse(sys.argv[1])
s = socket.socket()
s.connect((u.hostname, u.port))
path = u.path
if u.query:
    path = "?" + u.query
s.sendall(f"GET {path} HTTP/1.1\r\nHost: {u.hostname}:{u.port}\r\nConnection: close\r\n\r\n".encode())

data = b""
answer = None
while answer is None:
    piece = s.recv(65536)
    data += piece
    answer = parse(data, at_end=not piece)
s.close()
status, reason, body = answer
sys.stdout.buffer.write(body)
sys.stdout.buffer.flush()
if not 200 <= status < 300:
    sys.exit("%d %s" % (status, reason.decode()))
