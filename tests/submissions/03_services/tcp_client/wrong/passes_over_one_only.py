"""Wrong: passes over one answer with 1xx, and not over two.

Loses: skips_interim_answers
Says: Before the answer came 102 and 199
Never says: that is no answer|The status line and the headers were written
"""

import socket
import sys
from urllib.parse import urlsplit

url = urlsplit(sys.argv[1])
target = url.path
if url.query:
    target += "?" + url.query

sock = socket.create_connection((url.hostname, url.port))
request = f"GET {target} HTTP/1.1\r\n"
request += f"Host: {url.hostname}:{url.port}\r\n"
request += "Accept: */*\r\n"
request += "\r\n"
sock.sendall(request.encode())
answer = sock.makefile("rb")


def read_line():
    line = answer.readline()
    if not line.endswith(b"\n"):
        sys.exit("the connection was closed in the middle of a line")
    return line.rstrip(b"\r\n").decode("latin-1")


def read_exactly(count):
    data = answer.read(count)
    if len(data) < count:
        sys.exit(f"only {len(data)} of {count} bytes came")
    return data


seen = False
while True:
    status_line = read_line()
    if not status_line.startswith("HTTP/"):
        sys.exit(f"no HTTP: {status_line}")
    _, status, reason = status_line.split(" ", 2)
    status = int(status)
    headers = {}
    while True:
        line = read_line()
        if not line:
            break
        name, value = line.split(":", 1)
        headers[name.lower()] = value.strip()
    if status >= 200 or seen:
        break
    seen = True

if status in (204, 304):
    body = b""
elif headers.get("transfer-encoding", "").lower() == "chunked":
    body = b""
    while True:
        size = int(read_line().split(";")[0], 16)
        if size == 0:
            break
        body += read_exactly(size)
        read_line()
elif "content-length" in headers:
    body = read_exactly(int(headers["content-length"]))
else:
    body = answer.read()

sys.stdout.buffer.write(body)
sys.stdout.buffer.flush()
if not 200 <= status <= 299:
    print(status, reason, file=sys.stderr)
    sys.exit(1)
