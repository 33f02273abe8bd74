"""Wrong: believes that a body of HTTP/1.0 always ends with the connection.

Loses: takes_any_spelling
Says: The answer begins with HTTP/1.0 200 OK | still running
"""
import socket
import sys
from urllib.parse import urlsplit


class Broken(Exception):
    """The answer is not what HTTP allows, or not all of it has come."""


class Tape:
    """Bytes that have come and are not used yet. Its methods are coroutines."""

    def __init__(self):
        self.data = bytearray()
        self.over = False

    def more(self):
        piece = yield
        if not piece:
            self.over = True
        self.data += piece

    def cut(self, count):
        out = bytes(self.data[:count])
        del self.data[:count]
        return out

    def line(self):
        start = 0
        while (end := self.data.find(b"\n", start)) < 0:
            if self.over:
                raise Broken("the connection ends before a line does")
            start = len(self.data)
            yield from self.more()
        return self.cut(end + 1).rstrip(b"\r\n").decode("latin-1")

    def exactly(self, count):
        while len(self.data) < count:
            if self.over:
                raise Broken(f"{count - len(self.data)} bytes are missing")
            yield from self.more()
        return self.cut(count)


def head(tape):
    first = yield from tape.line()
    if first[:5] != "HTTP/":
        raise Broken("no HTTP: " + ascii(first))
    version, code, *reason = first.split(" ", 2)
    if not code.isdecimal():
        raise Broken("no status: " + ascii(first))
    fields = {}
    while text := (yield from tape.line()):
        name, colon, value = text.partition(":")
        fields[name.strip().casefold()] = value.strip()
    if version == "HTTP/1.0":
        fields.pop("content-length", None)
    return int(code), "".join(reason), fields


def body(tape, fields, write):
    if "chunked" in fields.get("transfer-encoding", "").lower():
        while True:
            number, *extensions = (yield from tape.line()).split(";")
            number = number.strip()
            if not number or set(number) - set("0123456789abcdefABCDEF"):
                raise Broken("no number of bytes: " + ascii(number))
            if not int(number, 16):
                break
            write((yield from tape.exactly(int(number, 16))))
            yield from tape.exactly(2)
    elif "content-length" in fields:
        write((yield from tape.exactly(int(fields["content-length"]))))
    else:
        while not tape.over:
            write(tape.cut(len(tape.data)))
            yield from tape.more()


def answer(write):
    tape = Tape()
    status = 100
    while status // 100 == 1:
        status, reason, fields = yield from head(tape)
    if status != 204 and status != 304:
        yield from body(tape, fields, write)
    return status, reason


def get(url):
    parts = urlsplit(url)
    target = url.split("/", 3)[3]
    sock = socket.socket()
    try:
        sock.connect((parts.hostname, parts.port or 80))
        sock.sendall(f"GET /{target} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n".encode())
        reading = answer(sys.stdout.buffer.write)
        next(reading)
        while True:
            reading.send(sock.recv(1 << 15))
    except StopIteration as end:
        status, reason = end.value
    finally:
        sock.close()
    sys.stdout.buffer.flush()
    if status // 100 != 2:
        sys.stderr.write(f"{status} {reason}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(get(sys.argv[1] if sys.argv[1:] else "http://127.0.0.1:8898/"))
