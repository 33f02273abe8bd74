"""Wrong: asks for the Location of any answer below 400, also of a 201.

Loses: ends_with_status_0
Says: 'Location: /
"""
import re
import socket
import sys


class BadAnswer(Exception):
    pass


def take_line(wire):
    line = wire.readline()
    if not line.endswith(b"\n"):
        raise BadAnswer("the answer ends in the middle of a line")
    return line.rstrip(b"\r\n")


def take_bytes(wire, count):
    data = wire.read(count)
    if len(data) < count:
        raise BadAnswer("%d bytes of %d have come" % (len(data), count))
    return data


def take_head(wire):
    first = take_line(wire)
    if not first.startswith(b"HTTP/"):
        raise BadAnswer("this is not HTTP: %r" % first[:40])
    words = first.decode("latin-1").split(None, 2)
    headers = {}
    line = take_line(wire)
    while line:
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.strip().lower()] = value.strip(" \t")
        line = take_line(wire)
    return int(words[1]), " ".join(words[1:]), headers


def take_chunks(wire, out):
    while True:
        size = take_line(wire).split(b";")[0].strip()
        if not re.fullmatch(rb"[0-9A-Fa-f]+", size):
            raise BadAnswer("no size of a chunk: %r" % size)
        size = int(size, 16)
        if size == 0:
            return
        out.write(take_bytes(wire, size))
        take_bytes(wire, 2)


def take_body(wire, status, headers, out):
    if status in (204, 304):
        return
    if headers.get("transfer-encoding", "").lower() == "chunked":
        take_chunks(wire, out)
    elif "content-length" in headers:
        out.write(take_bytes(wire, int(headers["content-length"])))
    else:
        for piece in iter(lambda: wire.read1(65536), b""):
            out.write(piece)


def get(url):
    where, slash, rest = url[len("http://") :].partition("/")
    host, _, port = where.partition(":")
    request = "GET /%s HTTP/1.1\r\nHost: %s\r\nAccept: */*\r\n\r\n" % (rest, where)
    with socket.create_connection((host, int(port or 80)), timeout=60) as sock:
        sock.sendall(request.encode("ascii"))
        with sock.makefile("rb") as wire:
            status, reason, headers = take_head(wire)
            while 100 <= status < 200:
                status, reason, headers = take_head(wire)
            if "location" in headers and not 400 <= status:
                from urllib.parse import urljoin

                return get(urljoin(url, headers["location"]))
            take_body(wire, status, headers, sys.stdout.buffer)
    sys.stdout.buffer.flush()
    if 200 <= status < 300:
        return 0
    print("the server says", reason, file=sys.stderr)
    return 1


if __name__ == "__main__":
    try:
        sys.exit(get(sys.argv[1] if sys.argv[1:] else "http://127.0.0.1:8898/"))
    except (BadAnswer, OSError) as problem:
        sys.exit("it failed: %s" % problem)
