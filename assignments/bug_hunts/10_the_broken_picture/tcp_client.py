"""Gets a page, and writes its body to standard output."""

import socket
import sys
from urllib.parse import urlsplit

url = urlsplit(sys.argv[1])
sock = socket.create_connection((url.hostname, url.port))
file = sock.makefile("rw", encoding="latin-1")
path = url.path + ("?" + url.query if url.query else "")
sock.sendall(f"GET {path} HTTP/1.1\r\nHost: {url.netloc}\r\n\r\n".encode())


def read_head():
    first = file.readline()
    if not first.startswith("HTTP/"):
        sys.exit("no HTTP")
    headers = {}
    for line in iter(file.readline, "\n"):
        if not line:
            sys.exit("cut short")
        name, value = line.split(":", 1)
        headers[name.lower()] = value.strip()
    return first.rstrip().split(" ", 2), headers


def read(count):
    text = file.read(count)
    if len(text) < count:
        sys.exit("cut short")
    return text


(_, code, reason), headers = read_head()
while code[0] == "1":
    (_, code, reason), headers = read_head()
body = ""
if code in ("204", "304"):
    pass
elif headers.get("transfer-encoding", "").lower() == "chunked":
    while size := int(file.readline().split(";")[0], 16):
        body += read(size)
        file.readline()
elif "content-length" in headers:
    body = read(int(headers["content-length"]))
else:
    body = file.read()
sys.stdout.buffer.write(body.encode("latin-1"))
sys.stdout.flush()
if code[0] != "2":
    print(code, reason, file=sys.stderr)
    sys.exit(1)
