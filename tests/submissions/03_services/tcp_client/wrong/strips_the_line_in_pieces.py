"""Wrong: takes \\r off the end of a line only if it came in one piece with \\n.

Loses: takes_fragments
Says: raised EOFError: a line is missing|The answer came in pieces
Never says: standard input|wrote something other
"""

import socket
import sys
from urllib.parse import urlsplit


def take(sock, count):
    if not count:
        return b""
    data = sock.recv(min(count, 30_000), socket.MSG_WAITALL)
    if not data:
        raise EOFError(f"{count} bytes are missing")
    return b"".join([data, take(sock, count - len(data))])


def line(sock):
    seen = sock.recv(200, socket.MSG_PEEK)
    if not seen:
        raise EOFError("a line is missing")
    end = seen.find(b"\n")
    return take(sock, end + 1).rstrip() if end >= 0 else take(sock, len(seen)) + line(sock)


def fields(sock):
    text = line(sock).decode("latin-1")
    if not text:
        return {}
    name, _, value = text.partition(":")
    return {name.lower(): value.strip()} | fields(sock)


def head(sock):
    version, code, reason = line(sock).decode("latin-1").split(" ", 2)
    if "HTTP/" != version[:5]:
        raise ValueError(version)
    found = fields(sock)
    return (int(code), reason, found) if int(code) > 199 else head(sock)


def chunks(sock):
    pieces = []
    while size := int(line(sock).partition(b";")[0], 16):
        pieces.append(take(sock, size + 2)[:-2])
    return b"".join(pieces)


def rest(sock):
    return b"".join(iter(lambda: sock.recv(10), b""))


def main(url):
    parts = urlsplit(url)
    target = f"{parts.path}?{parts.query}".removesuffix("?" if not parts.query else "\0")
    with socket.create_connection((parts.hostname, parts.port)) as sock:
        for piece in (f"GET {target} HTTP/1.1\r", "\nHost", f": {parts.netloc}\r\n", "\r", "\n"):
            sock.sendall(piece.encode())
        code, reason, found = head(sock)
        if code in (204, 304):
            body = b""
        elif found.get("transfer-encoding", "").lower() == "chunked":
            body = chunks(sock)
        elif "content-length" in found:
            body = take(sock, int(found["content-length"]))
        else:
            body = rest(sock)
    sys.stdout.buffer.write(body)
    sys.stdout.buffer.flush()
    assert 200 <= code < 300, f"{code} {reason}"


main(sys.argv[1])
