"""Wrong: a chunk of more than 16 KiB is an error to it.

Loses: takes_chunks_in_fragments
Says: Some of them are large
"""
import socket
import sys
from urllib.parse import urlsplit


def main(url):
    parts = urlsplit(url)
    target = parts.path + ("?" + parts.query if parts.query else "")
    with socket.create_connection((parts.hostname, parts.port or 80)) as sock:
        sock.sendall(f"GET {target} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())
        stream = sock.makefile("rb")
        status, reason, headers = read_head(stream)
        body = read_body(stream, status, headers)
    sys.stdout.buffer.write(body)
    sys.stdout.flush()
    if status // 100 == 2:
        return 0
    print(status, reason, file=sys.stderr)
    return 1


def line_of(stream):
    line = stream.readline()
    if not line.endswith(b"\n"):
        raise EOFError("the answer ends inside of a line")
    return line.strip().decode("latin-1")


def headers_of(stream):
    headers = {}
    while line := line_of(stream):
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    return headers


def read_head(stream):
    status = 100
    while status // 100 == 1:
        version, _, rest = line_of(stream).partition(" ")
        if not version.startswith("HTTP/"):
            raise ValueError("no answer of HTTP: " + version)
        code, _, reason = rest.partition(" ")
        status = int(code)
        headers = headers_of(stream)
    return status, reason, headers


def exactly(stream, n):
    data = stream.read(n)
    if len(data) < n:
        raise EOFError(f"{len(data)} bytes came of {n}")
    return data


def read_chunks(stream):
    body = b""
    while size := int(line_of(stream).partition(";")[0], 16):
        if size > 16384:
            raise ValueError(f"a chunk of {size} bytes")
        body += exactly(stream, size)
        line_of(stream)
    headers_of(stream)  # trailers
    return body


def read_body(stream, status, headers):
    if status in (204, 304):
        return b""
    if headers.get("transfer-encoding", "").lower() == "chunked":
        return read_chunks(stream)
    if "content-length" in headers:
        return exactly(stream, int(headers["content-length"]))
    return stream.read()


sys.exit(main(sys.argv[1]))
