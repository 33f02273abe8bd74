"""Wrong: what it writes was split into words.

Loses: writes_the_body
Says: Several blanks together came as one: split() without an argument
"""

import socket
import sys
from urllib.parse import urlsplit


def main():
    url = urlsplit(sys.argv[1])
    connection = socket.create_connection((url.hostname, url.port))
    f = connection.makefile("rwb")
    f.write(b"GET ")
    f.write((url.path + ("?" + url.query if url.query else "")).encode())
    f.write(b" HTTP/1.1\r\nConnection: close\r\nHost: ")
    f.write(url.netloc.encode())
    f.write(b"\r\n\r\n")
    f.flush()

    while True:
        status_line = f.readline()
        if not status_line.startswith(b"HTTP/"):
            sys.exit("bad answer: " + repr(status_line))
        _, status, reason = status_line.rstrip().split(b" ", 2)
        headers = {}
        line = f.readline()
        while line not in (b"\r\n", b"\n", b""):
            key, value = line.split(b":", 1)
            headers[key.lower()] = value.strip().lower()
            line = f.readline()
        if not status.startswith(b"1"):
            break

    if status in (b"204", b"304"):
        copy(f, 0)
    elif headers.get(b"transfer-encoding") == b"chunked":
        while True:
            line = f.readline()
            if not line.endswith(b"\n"):
                sys.exit("the answer ends without its last chunk")
            size = int(line.split(b";")[0].decode(), 16)
            if size == 0:
                break
            copy(f, size)
            f.readline()
    elif b"content-length" in headers:
        copy(f, int(headers[b"content-length"]))
    else:
        sys.stdout.buffer.write(f.read())
    sys.stdout.buffer.flush()
    if not status.startswith(b"2"):
        print(status.decode(), reason.decode(), file=sys.stderr)
        sys.exit(1)


def copy(f, size):
    data = f.read(size)
    sys.stdout.buffer.write(b" ".join(data.split()))
    if len(data) < size:
        sys.stdout.buffer.flush()
        sys.exit(f"only {len(data)} of {size} bytes came")


main()
