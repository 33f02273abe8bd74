"""Wrong: splits the URL at each ://, and a query may hold one as well.

Loses: asks_for_the_page
Says: more parts than the line has names for
Never says: the name of the program
"""

import socket
import sys

scheme, rest = sys.argv[1].split("://")
place, _, path = rest.partition("/")
host, port = place.split(":")
target = "/" + path

sock = socket.create_connection((host, int(port)))
request = f"GET {target} HTTP/1.1\r\n"
request += f"Host: {host}:{port}\r\n"
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
    if status >= 200:
        break

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
