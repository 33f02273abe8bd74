"""Wrong: takes a header that comes twice for an error.

Loses: takes_any_spelling
Says: 'Set-Cookie: a=1', 'Set-Cookie: b=2'
"""
# curl.go, as Python: every function gives (value, err), and nothing is raised.
import os
import socket
import sys

EOF = "unexpected EOF"


class Conn:
    __slots__ = ("sock", "buf", "r", "w")

    def __init__(self, sock):
        self.sock = sock
        self.buf = bytearray(4096)
        self.r = 0
        self.w = 0

    def fill(self):
        if self.r == self.w:
            self.r = self.w = 0
            try:
                self.w = self.sock.recv_into(self.buf)
            except OSError as err:
                return str(err)
            if self.w == 0:
                return EOF
        return None

    def read_byte(self):
        if self.r == self.w:
            err = self.fill()
            if err is not None:
                return 0, err
        c = self.buf[self.r]
        self.r += 1
        return c, None

    def read_line(self):
        line = bytearray()
        while True:
            c, err = self.read_byte()
            if err is not None:
                return "", err
            if c == 10:
                if line.endswith(b"\r"):
                    del line[-1]
                return line.decode("latin-1"), None
            line.append(c)

    def copy_n(self, out, n):
        while n > 0:
            err = self.fill()
            if err is not None:
                return err
            m = min(n, self.w - self.r)
            out += self.buf[self.r:self.r + m]
            self.r += m
            n -= m
        return None

    def copy_all(self, out):
        while True:
            err = self.fill()
            if err == EOF:
                return None
            if err is not None:
                return err
            out += self.buf[self.r:self.w]
            self.r = self.w


def parse_hex(text):
    if text == "":
        return 0, "empty chunk size"
    n = 0
    for c in text:
        d = "0123456789abcdef".find(c.lower())
        if d < 0:
            return 0, "invalid chunk size " + ascii(text)
        n = n * 16 + d
    return n, None


def parse_url(url):
    scheme, sep, rest = url.partition("://")
    if scheme.lower() != "http" or sep == "":
        return None, "unsupported URL"
    cut = len(rest)
    for mark in "/?":
        i = rest.find(mark)
        if 0 <= i < cut:
            cut = i
    authority = rest[:cut]
    target = rest[cut:]
    if not target.startswith("/"):
        target = "/" + target
    host, sep, port = authority.partition(":")
    return (host, int(port) if port else 80, authority, target), None


def read_headers(conn):
    header = {}
    while True:
        line, err = conn.read_line()
        if err is not None:
            return None, err
        if line == "":
            return header, None
        key, _, value = line.partition(":")
        if key.lower() in header:
            return None, "duplicate header " + ascii(key)
        header[key.lower()] = value.strip(" \t")


def read_response(conn):
    while True:
        line, err = conn.read_line()
        if err is not None:
            return None, err
        if not line.startswith("HTTP/"):
            return None, "malformed HTTP response " + ascii(line)
        fields = line.split(" ", 2)
        if len(fields) < 2 or not fields[1].isdigit():
            return None, "malformed HTTP status " + ascii(line)
        header, err = read_headers(conn)
        if err is not None:
            return None, err
        code = int(fields[1])
        if code >= 200:
            return (code, " ".join(fields[1:]), header), None


def read_body(conn, code, header):
    body = bytearray()
    if code == 204 or code == 304:
        return body, None
    if header.get("transfer-encoding", "").lower() == "chunked":
        while True:
            line, err = conn.read_line()
            if err is not None:
                return body, err
            size, err = parse_hex(line.split(";")[0].strip())
            if err is not None:
                return body, err
            if size == 0:
                return body, None
            err = conn.copy_n(body, size)
            if err is not None:
                return body, err
            err = conn.copy_n(bytearray(), 2)
            if err is not None:
                return body, err
    if "content-length" in header:
        return body, conn.copy_n(body, int(header["content-length"]))
    return body, conn.copy_all(body)


def fatal(err):
    os.write(2, ("tcp_client: " + err + "\n").encode())
    return 1


def main(argv):
    url, err = parse_url(argv[1] if len(argv) > 1 else "http://127.0.0.1:8898/")
    if err is not None:
        return fatal(err)
    host, port, authority, target = url
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sock.connect_ex((host, port)) != 0:
        return fatal("cannot connect to " + authority)
    conn = Conn(sock)
    sock.sendall(b"GET " + target.encode() + b" HTTP/1.1\r\nHost: " + authority.encode() + b"\r\n\r\n")
    response, err = read_response(conn)
    if err is not None:
        return fatal(err)
    code, status, header = response
    body, err = read_body(conn, code, header)
    out = memoryview(body)
    while len(out) > 0:
        out = out[os.write(1, out):]
    if err is not None:
        return fatal(err)
    if not 200 <= code <= 299:
        return fatal(status)
    sock.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
