"""Wrong: hands what main() returns to sys.exit(), and that is a text.

Loses: ends_with_status_0
Points: 17
Says: gives such a status if it is called with a text
"""

import socket
import sys
from urllib.parse import urlsplit


class Incomplete(Exception):
    pass


def split_url(url):
    parts = urlsplit(url)
    path = parts.path or "/"
    if parts.query:
        path = path + "?" + parts.query
    return parts.hostname, parts.port or 80, path


def build_request(host, port, path):
    lines = [
        "GET %s HTTP/1.1" % path,
        "Host: %s:%d" % (host, port),
        "User-Agent: tcp_client/1.0",
        "Connection: close",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


def read_until(sock, buf, mark):
    while mark not in buf:
        data = sock.recv(4096)
        if not data:
            raise Incomplete("connection closed before %r" % mark)
        buf += data
    return buf.split(mark, 1)


def read_count(sock, buf, count):
    while len(buf) < count:
        data = sock.recv(4096)
        if not data:
            raise Incomplete("connection closed, %d bytes missing" % (count - len(buf)))
        buf += data
    return buf[:count], buf[count:]


def parse_head(head):
    lines = head.decode("latin-1").split("\r\n")
    version, code, reason = lines[0].split(" ", 2)
    if not version.startswith("HTTP/"):
        raise ValueError("not an HTTP answer: %r" % lines[0])
    headers = {}
    for line in lines[1:]:
        name, value = line.split(":", 1)
        headers[name.strip().lower()] = value.strip()
    return int(code), reason, headers


def read_chunked(sock, buf):
    body = b""
    while True:
        line, buf = read_until(sock, buf, b"\r\n")
        size = int(line.split(b";")[0], 16)
        if size == 0:
            return body
        chunk, buf = read_count(sock, buf, size)
        _, buf = read_count(sock, buf, 2)
        body += chunk


def read_to_end(sock, buf):
    while True:
        data = sock.recv(4096)
        if not data:
            return buf
        buf += data


def get(url):
    host, port, path = split_url(url)
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.connect((host, port))
    sock.sendall(build_request(host, port, path))
    buf = b""
    while True:
        head, buf = read_until(sock, buf, b"\r\n\r\n")
        code, reason, headers = parse_head(head)
        if code >= 200:
            break
    if code in (204, 304):
        body = b""
    elif headers.get("transfer-encoding", "").lower() == "chunked":
        body = read_chunked(sock, buf)
    elif "content-length" in headers:
        body, _ = read_count(sock, buf, int(headers["content-length"]))
    else:
        body = read_to_end(sock, buf)
    sock.close()
    return code, reason, body


def main():
    code, reason, body = get(sys.argv[1])
    sys.stdout.buffer.write(body)
    sys.stdout.buffer.flush()
    if code < 200 or code >= 300:
        print("%d %s" % (code, reason), file=sys.stderr)
        return 1
    return 'done'


if __name__ == "__main__":
    sys.exit(main())
