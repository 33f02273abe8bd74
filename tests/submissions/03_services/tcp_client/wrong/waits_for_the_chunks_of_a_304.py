"""Wrong: waits for the chunks of a 304 that says Transfer-Encoding: chunked.

Loses: knows_answers_without_a_body
Says: An answer with status 304 has no body, whatever its headers say
"""
import socket
import sys
from urllib.parse import urlsplit


class Broken(Exception):
    pass


def read_exactly(stream, count):
    data = stream.read(count)
    if len(data) < count:
        raise Broken("the body was cut short")
    return data


def read_headers(stream):
    headers = {}
    while True:
        line = stream.readline().decode("latin-1").rstrip("\r\n")
        if not line:
            return headers
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()


def read_chunks(stream):
    body = b""
    while True:
        line = stream.readline()
        if not line:
            raise Broken("no last chunk")
        size = int(line.split(b";")[0].strip(), 16)
        if size == 0:
            read_headers(stream)
            return body
        body += read_exactly(stream, size)
        read_exactly(stream, 2)


def get(url):
    parts = urlsplit(url)
    target = parts.path or "/"
    if parts.query:
        target += "?" + parts.query
    with socket.create_connection((parts.hostname, parts.port or 80)) as sock:
        request = f"GET {target} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n"
        sock.sendall(request.encode("ascii"))
        stream = sock.makefile("rb")
        while True:
            line = stream.readline().decode("latin-1").rstrip("\r\n")
            if not line.startswith("HTTP/"):
                raise Broken(f"not HTTP: {line!r}")
            version, code, reason = (line.split(" ", 2) + [""])[:3]
            status = int(code)
            headers = read_headers(stream)
            if status >= 200:
                break
        if headers.get("transfer-encoding", "").lower() == "chunked":
            body = read_chunks(stream)
        elif status in (204, 304):
            body = b""
        elif "content-length" in headers:
            body = read_exactly(stream, int(headers["content-length"]))
        else:
            body = stream.read()
    sys.stdout.buffer.write(body)
    sys.stdout.buffer.flush()
    if 200 <= status <= 299:
        return 0
    print(status, reason, file=sys.stderr)
    return 1


if __name__ == "__main__":
    try:
        sys.exit(get(sys.argv[1] if sys.argv[1:] else "http://127.0.0.1:8898/"))
    except (Broken, OSError, ValueError) as error:
        sys.exit(f"error: {error}")
