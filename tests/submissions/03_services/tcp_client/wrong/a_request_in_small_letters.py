"""Wrong: it brings its whole request to small letters.

Loses: asks_for_the_page
Says: Only the case of the letters differs: it is in lower case.
"""

import contextlib
import socket
import socketserver  # noqa: F401  of no use here, and no harm
import sys
from http import HTTPStatus
from urllib.parse import urlsplit

# "http.client, urllib.request and email" are only named in this comment
sys.stdout.reconfigure(encoding="latin-1", newline="")


def connect(url):
    parts = urlsplit(url)
    family, kind, protocol, _, address = socket.getaddrinfo(
        parts.hostname, parts.port, socket.AF_INET, socket.SOCK_STREAM
    )[0]
    sock = socket.socket(family, kind, protocol)
    sock.settimeout(60)
    sock.connect(address)
    target = parts.path + "?" * bool(parts.query) + parts.query
    sock.sendall(f"GET {target} HTTP/1.1\r\nHOST:\t{parts.netloc} \r\nConnection: Close\r\n\r\n".lower().encode())
    sock.shutdown(socket.SHUT_WR)
    return sock


def characters(sock):
    """every character that the server sends, one after the other"""
    while text := sock.recv(7777).decode("latin-1"):
        yield from text


def line(stream):
    text = ""
    for character in stream:
        text += character
        if text.endswith("\r\n"):
            return text[:-2]
    sys.exit("cut off in a line: " + repr(text))


def numbered(stream, count):
    """so many characters of the stream"""
    out = []
    while len(out) < count:
        character = next(stream, None)
        if character is None:
            sys.exit("cut off in the body")
        out.append(character)
    return "".join(out)


with contextlib.closing(connect(sys.argv[1])) as sock:
    stream = characters(sock)
    while True:
        protocol, _, rest = line(stream).partition(" ")
        if protocol[:5] != "HTTP/":
            sys.exit("not a web server")
        code, _, reason = rest.partition(" ")
        fields = dict(
            (name.strip().lower(), value.strip())
            for name, value in (text.split(":", 1) for text in iter(lambda: line(stream), ""))
        )
        if not code.startswith("1"):
            break
    if int(code) in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED):
        body = ""
    elif fields.get("transfer-encoding", "identity").lower() == "chunked":
        body = ""
        while (size := int(line(stream).partition(";")[0], 16)) != 0:
            body += numbered(stream, size)
            line(stream)
    elif "content-length" in fields:
        body = numbered(stream, int(fields["content-length"]))
    else:
        body = "".join(stream)
    print(body, end="")
    sys.stdout.flush()
    if code[0] != "2":
        sys.exit(f"{code} {reason}")
