"""Wrong: it writes the method in small letters.

Loses: asks_for_the_page
Says: The method is written get
"""

import io
import re
import socket
import sys

sys.stdout = io.TextIOWrapper(sys.stdout.detach(), encoding="latin-1", newline="", write_through=False)
URL = re.compile(r"http://(?P<name>[^/:]+):(?P<port>\d+)(?P<target>/.*)")


url = URL.fullmatch(sys.argv[1])
sock = socket.create_connection((url["name"], int(url["port"])))
sock.sendall("get {target} HTTP/1.1\r\nHost: {name}:{port}\r\n\r\n".format_map(url.groupdict()).encode("ascii"))
answer = sock.makefile("r", encoding="latin-1", newline="\n")


def line():
    got = answer.readline()
    if got[-2:] != "\r\n":
        raise SystemExit(f"cut short: {got!r}")
    return got[:-2]


def read(count):
    got = ""
    while len(got) < count:
        piece = answer.read(count - len(got))
        if not piece:
            raise SystemExit("the body is cut short")
        got += piece
    return got


while True:
    first = re.fullmatch(r"HTTP/\d\.\d (\d{3}) ?(.*)", line())
    if not first:
        raise SystemExit("that was no HTTP")
    headers = {}
    while field := line():
        key, _, value = field.partition(":")
        headers[key.lower()] = value.strip()
    if first[1][0] != "1":
        break

if first[1] in ("204", "304"):
    pass
elif headers.get("transfer-encoding", "").lower() == "chunked":
    while size := int(re.match("[0-9a-fA-F]+(?=;|$)", line())[0], 16):
        print(read(size), end="")
        line()
elif "content-length" in headers:
    print(read(int(headers["content-length"])), end="")
else:
    print(answer.read(), end="")
sys.stdout.flush()
if not first[1].startswith("2"):
    print(first[1], first[2], sep="\t", file=sys.stderr)
    sys.exit(True)
