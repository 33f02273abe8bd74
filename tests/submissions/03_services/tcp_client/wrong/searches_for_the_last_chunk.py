"""Wrong: reads until b"0\\r\\n\\r\\n" has come, which trailers and extensions of the last chunk stand in the way of.

Loses: passes_over_extensions_and_trailers
Says: have extensions
Never says: not hexadecimal
"""

import socket
import sys
from urllib.parse import urlsplit


class Source:
    def __init__(self, sock):
        self.sock, self.have = sock, b""

    def more(self):
        new = self.sock.recv(4096)
        self.have += new
        return bool(new)

    def until(self, mark):
        while mark not in self.have:
            if not self.more():
                raise EOFError("the server ended too early")
        before, _, self.have = self.have.partition(mark)
        return before

    def exactly(self, n):
        while n:
            if not self.have and not self.more():
                raise EOFError("body cut short")
            piece, self.have = self.have[:n], self.have[n:]
            n -= len(piece)
            yield piece


def head(src):
    line = src.until(b"\r\n")
    if not line.startswith(b"HTTP/"):
        raise ValueError("not HTTP: %r" % line)
    fields = {}
    while field := src.until(b"\r\n"):
        name, _, value = field.partition(b":")
        fields[name.lower()] = value.strip()
    version, _, rest = line.partition(b" ")
    return int(rest[:3]), rest.decode("latin-1"), fields


def body(src, status, fields):
    if status in (204, 304):
        return
    if fields.get(b"transfer-encoding", b"").lower() == b"chunked":
        rest = src.until(b"0\r\n\r\n")
        while rest:
            size, _, rest = rest.partition(b"\r\n")
            n = int(size.split(b";")[0], 16)
            yield rest[:n]
            rest = rest[n + 2 :]
    elif b"content-length" in fields:
        yield from src.exactly(int(fields[b"content-length"]))
    else:
        yield src.have
        while new := src.sock.recv(65536):
            yield new


def fetch(url):
    parts = urlsplit(url)
    target = parts.path + ("?" + parts.query if parts.query else "")
    with socket.create_connection((parts.hostname, parts.port or 80)) as sock:
        sock.sendall(f"GET {target} HTTP/1.1\r\nhost:{parts.netloc}\r\n\r\n".encode("ascii"))
        src = Source(sock)
        status = 100
        while status < 200:
            status, reason, fields = head(src)
        for piece in body(src, status, fields):
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
    if status // 100 != 2:
        sys.exit(reason)


if __name__ == "__main__":
    fetch(sys.argv[1])
