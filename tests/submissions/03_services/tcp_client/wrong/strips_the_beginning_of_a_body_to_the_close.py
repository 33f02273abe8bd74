"""Wrong: takes blanks and line ends off the beginning of a body that ends with the connection.

Loses: reads_until_the_close
Says: as by strip()
"""

# a coroutine-like parser: it is fed with pieces, and knows no socket
import re, socket, sys

URL = re.compile(r"http://([^/:?]+)(?::(\d+))?(/[^?#]*)?(\?[^#]*)?")
STATUS = re.compile(rb"HTTP/\d\.\d +(\d{3})(?: (.*))?\Z", re.S)
SIZE = re.compile(rb"0*([0-9A-Fa-f]+)[ \t]*(;.*)?\Z", re.S)


class Broken(Exception):
    pass


def parser(out):
    """send() it pieces, b'' is the end; its return value is (status, reason)"""
    buf = b""

    def until(sep):
        nonlocal buf
        while sep not in buf:
            piece = yield
            if not piece:
                raise Broken("end in a line")
            buf += piece
        line, _, buf = buf.partition(sep)
        return line

    def count(n):
        nonlocal buf
        parts = [buf[:n]]
        buf = buf[n:]
        n -= len(parts[0])
        while n:
            piece = yield
            if not piece:
                raise Broken("%d bytes missing" % n)
            parts.append(piece[:n])
            buf = piece[n:]
            n -= len(parts[-1])
        out(b"".join(parts))

    while True:
        line = yield from until(b"\r\n")
        if not (m := STATUS.match(line)):
            raise Broken("not HTTP: %r" % line)
        status, reason = int(m[1]), (m[2] or b"").decode("utf-8", "replace")
        fields = {}
        while line := (yield from until(b"\r\n")):
            k, v = line.split(b":", 1)
            fields[k.lower()] = v.strip(b" \t")
        if status >= 200:
            break
    if status in (204, 304):
        return status, reason
    if fields.get(b"transfer-encoding", b"").lower() == b"chunked":
        while True:
            line = yield from until(b"\r\n")
            if not (m := SIZE.match(line)):
                raise Broken("size %r" % line)
            if not (size := int(m[1], 16)):
                break
            yield from count(size)
            if (yield from until(b"\r\n")):
                raise Broken("no line end")
        while (yield from until(b"\r\n")):
            pass
    elif b"content-length" in fields:
        yield from count(int(fields[b"content-length"]))
    else:
        out(buf.lstrip())
        while piece := (yield):
            out(piece)
    return status, reason


m = URL.fullmatch(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8898/")
host, port, path, query = m.groups()
sock = socket.socket()
sock.connect((host, int(port or 80)))
sock.send(("GET %s%s HTTP/1.1\r\nHost: %s%s\r\n\r\n" % (path or "/", query or "", host, ":" + port if port else "")).encode())
p = parser(sys.stdout.buffer.write)
next(p)
try:
    while True:
        p.send(sock.recv(8192))
except StopIteration as stop:
    status, reason = stop.value
except Broken as b:
    sys.exit("broken answer: %s" % b)
if status // 100 != 2:
    sys.exit("%d %s" % (status, reason))
