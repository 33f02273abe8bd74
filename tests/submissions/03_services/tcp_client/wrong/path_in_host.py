"""Wrong: all of the URL that follows http:// is its Host.

Loses: names_the_host
Says: The Host is the host and the port alone, without the path.
"""

import socket
import sys

url = sys.argv[1]
assert url.startswith("http://")
hostport, slash, rest = url[len("http://") :].partition("/")
host, _, port = hostport.partition(":")
target = slash + rest

sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.connect((host, int(port)))
print("connected to", host, port, file=sys.stderr)
for line in ("GET " + target + " HTTP/1.1", "host:" + url[7:], ""):
    for character in line + "\r\n":
        sock.send(character.encode())


def byte():
    b = sock.recv(1)
    if b == b"":
        print("the server closed the connection", file=sys.stderr)
        sys.exit(3)
    return b


def line():
    got = b""
    while not got.endswith(b"\r\n"):
        got += byte()
    return got[:-2]


def take(count):
    return b"".join([byte() for _ in range(count)])


status = 100
while status < 200:
    first = line()
    print("<", first, file=sys.stderr)
    if first[:5] != b"HTTP/":
        print("what is this?", file=sys.stderr)
        sys.exit(4)
    status = int(first[9:12])
    reason = first[13:].decode()
    length, chunked = None, False
    while True:
        header = line()
        if not header:
            break
        print("<", header, file=sys.stderr)
        colon = header.index(b":")
        name, value = header[:colon].upper(), header[colon + 1 :].strip().upper()
        if name == b"CONTENT-LENGTH":
            length = int(value)
        if name == b"TRANSFER-ENCODING":
            chunked = value == b"CHUNKED"

out = sys.stdout.buffer
if status in (204, 304):
    pass
elif chunked:
    while True:
        size = line().split(b";")[0]
        size = int(size, 16)
        if size == 0:
            break
        out.write(take(size))
        line()
elif length is not None:
    out.write(take(length))
else:
    while True:
        piece = sock.recv(1)
        if not piece:
            break
        out.write(piece)
out.flush()
if status < 200 or status > 299:
    print(status, reason, file=sys.stderr)
    sys.exit(1)
