"""Wrong: one recv() is the answer to it.

Loses: takes_fragments, takes_chunks_in_fragments
Says: The answer came in pieces
Never says: as by strip()|blank line, in a piece of its own
"""

import socket
import sys
import urllib.parse

url = urllib.parse.urlparse(sys.argv[1])
s = socket.socket()
s.connect((url.hostname, url.port))
path = url.path + ("?" + url.query if url.query else "")
s.send(f"GET {path} HTTP/1.1\r\nHost: {url.netloc}\r\n\r\n".encode())
data = s.recv(1000000)
while data.startswith(b"HTTP/1.1 1"):
    data = data.split(b"\r\n\r\n", 1)[1]
if not data.startswith(b"HTTP/"):
    raise ValueError("no HTTP")
head, rest = data.split(b"\r\n\r\n", 1)
lines = head.decode().split("\r\n")
version, code, reason = lines[0].split(" ", 2)
headers = {}
for line in lines[1:]:
    key, value = line.split(":", 1)
    headers[key.lower()] = value.strip().lower()

if code in ("204", "304"):
    body = b""
elif headers.get("transfer-encoding") == "chunked":
    body = b""
    size = None
    while size != 0:
        line, rest = rest.split(b"\r\n", 1)
        size = int(line.split(b";")[0], 16)
        if len(rest) < size + 2:
            raise EOFError("a chunk is cut")
        body += rest[:size]
        rest = rest[size + 2 :]
elif "content-length" in headers:
    body = rest[: int(headers["content-length"])]
    if len(body) < int(headers["content-length"]):
        raise EOFError("the body is cut")
else:
    body = rest
sys.stdout.buffer.write(body)
sys.stdout.buffer.flush()
if code[0] != "2":
    sys.exit(code + " " + reason)
