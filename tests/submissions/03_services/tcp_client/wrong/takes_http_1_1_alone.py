"""Wrong: takes an answer that begins with HTTP/1.0 for none.

Loses: takes_any_spelling
Says: The answer begins with HTTP/1.0 200 OK
"""
import os
import socket
import sys

BUFSIZ = 8192
NO_LENGTH = -1


class conn_t:
    __slots__ = ("fd", "buf", "pos", "end")


def die(text):
    os.write(2, ("get: " + text + "\n").encode())
    raise SystemExit(2)


def fill(c):
    """Read once into the buffer. Return the number of bytes, 0 at the end."""
    c.pos = 0
    c.end = c.fd.recv_into(c.buf, BUFSIZ)
    return c.end


def getc(c):
    if c.pos == c.end and fill(c) == 0:
        return -1
    ch = c.buf[c.pos]
    c.pos += 1
    return ch


def get_line(c):
    line = bytearray()
    while True:
        ch = getc(c)
        if ch < 0:
            die("unexpected end of the answer")
        if ch == 10:
            break
        line.append(ch)
    if line.endswith(b"\r"):
        line.pop()
    return bytes(line)


def write_all(data):
    while len(data) > 0:
        n = os.write(1, data)
        data = data[n:]


def copy(c, n):
    """Copy n bytes of the answer to standard output; all that come if n is NO_LENGTH."""
    while n != 0:
        if c.pos == c.end and fill(c) == 0:
            if n == NO_LENGTH:
                return
            die("%d bytes are missing" % n)
        have = c.end - c.pos
        if n != NO_LENGTH and have > n:
            have = n
        write_all(memoryview(c.buf)[c.pos : c.pos + have])
        c.pos += have
        if n != NO_LENGTH:
            n -= have


def hex_value(text):
    if len(text) == 0:
        return -1
    value = 0
    for ch in text:
        if 48 <= ch <= 57:
            digit = ch - 48
        elif 97 <= ch | 32 <= 102:
            digit = (ch | 32) - 87
        else:
            return -1
        value = value * 16 + digit
    return value


def get_chunks(c):
    while True:
        line = get_line(c)
        size = hex_value(line.split(b";")[0].strip(b" \t"))
        if size < 0:
            die("bad chunk size")
        if size == 0:
            while get_line(c) != b"":
                pass
            return
        copy(c, size)
        if get_line(c) != b"":
            die("bad end of a chunk")


def get_head(c):
    line = get_line(c)
    if not line.startswith(b"HTTP/1.1 "):
        die("not an HTTP answer")
    status_line = line.split(b" ", 1)[1] if b" " in line else b""
    if not status_line[:3].isdigit():
        die("no status")
    length, chunked = NO_LENGTH, 0
    while True:
        line = get_line(c)
        if line == b"":
            return int(status_line[:3]), status_line, length, chunked
        colon = line.find(b":")
        name, value = line[:colon].lower(), line[colon + 1 :].strip(b" \t")
        if name == b"content-length":
            length = int(value)
        if name == b"transfer-encoding" and value.lower() == b"chunked":
            chunked = 1


def main(argv):
    url = argv[1] if len(argv) > 1 else "http://127.0.0.1:8898/"
    i = url.index("//") + 2
    j = url.index("/", i)
    hostport = url[i:j]
    k = hostport.index(":")
    c = conn_t()
    c.fd = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    c.buf, c.pos, c.end = bytearray(BUFSIZ), 0, 0
    rc = c.fd.connect_ex((hostport[:k], int(hostport[k + 1 :])))
    if rc != 0:
        die("connect: " + os.strerror(rc))
    c.fd.sendall(b"GET " + url[j:].encode() + b" HTTP/1.1\r\nHost: " + hostport.encode() + b"\r\n\r\n")
    status = 100
    while 100 <= status <= 199:
        status, status_line, length, chunked = get_head(c)
    if status == 204 or status == 304:
        pass
    elif chunked:
        get_chunks(c)
    else:
        copy(c, length)
    c.fd.close()
    if 200 <= status <= 299:
        return 0
    os.write(2, b"get: " + status_line + b"\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv))
