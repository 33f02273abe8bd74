"""Wrong: one recv() for the headers, another one for the body.

Loses: writes_the_body, takes_fragments, skips_interim_answers
Says: the bytes that come in one piece with the blank line are lost
"""

import socket
import sys
from urllib.parse import urlsplit

url = urlsplit(sys.argv[1])
sock = socket.create_connection((url.hostname, url.port))
path = url.path + ("?" + url.query if url.query else "")
sock.sendall(f"GET {path} HTTP/1.1\r\nHost: {url.netloc}\r\n\r\n".encode())

headers = sock.recv(4096).decode("latin-1").split("\r\n")
if not headers[0].startswith("HTTP/"):
    sys.exit("that is not HTTP")
_, status, reason = headers[0].split(" ", 2)
fields = {}
for header in headers[1:]:
    name, _, value = header.partition(":")
    fields[name.lower()] = value.strip()


def receive(count):
    data = b""
    while len(data) < count:
        more = sock.recv(count - len(data))
        if not more:
            sys.exit("the body is incomplete")
        data += more
    return data


def line():
    data = b""
    while not data.endswith(b"\r\n"):
        data += receive(1)
    return data[:-2].decode()


body = b""
if status == "204" or status == "304":
    pass
elif fields.get("transfer-encoding", "").lower() == "chunked":
    while (size := int(line().split(";")[0], 16)) > 0:
        body += receive(size)
        receive(2)
elif "content-length" in fields:
    body = receive(int(fields["content-length"]))
else:
    while more := sock.recv(4096):
        body += more
sys.stdout.buffer.write(body)
sys.stdout.flush()
if not status.startswith("2"):
    print(status, reason, file=sys.stderr)
    sys.exit(1)
