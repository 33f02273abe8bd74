"""Wrong: the socket is to be closed by a reset, and is closed before anything is sent.

Loses: asks_for_the_page
Says: Your program reset the connection, and had sent nothing.
"""
import socket
import struct
import sys
from urllib.parse import urlsplit

parts = urlsplit(sys.argv[1])
target = parts.path + ("?" + parts.query if parts.query else "")
request = f"GET {target} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n"

connection = socket.create_connection((parts.hostname, parts.port))
connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
connection.close()

connection.sendall(request.encode())
incoming = connection.makefile("rb")


def line():
    text = incoming.readline()
    if not text.endswith(b"\n"):
        raise EOFError("the answer breaks off in a line")
    return text.decode("latin-1").rstrip("\r\n")


def exactly(count):
    data = incoming.read(count)
    if len(data) < count:
        raise EOFError(f"{len(data)} bytes of {count}")
    return data


status = 100
while 100 <= status < 200:
    protocol, code, *words = line().split(" ", 2)
    if not protocol.startswith("HTTP/"):
        raise ValueError("no answer of a web server")
    status, reason = int(code), "".join(words)
    headers = {}
    while field := line():
        name, _, value = field.partition(":")
        headers[name.strip().lower()] = value.strip()

if status in (204, 304):
    body = b""
elif headers.get("transfer-encoding", "").lower() == "chunked":
    body = b""
    while size := int(line().partition(";")[0], 16):
        body += exactly(size)
        line()
elif "content-length" in headers:
    body = exactly(int(headers["content-length"]))
else:
    body = incoming.read()

sys.stdout.buffer.write(body)
sys.stdout.flush()
if not 200 <= status < 300:
    sys.exit(f"{status} {reason}")
