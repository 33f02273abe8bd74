"""Right: a non-blocking socket, a selector and a machine of states that is fed piece by piece."""

import selectors
import socket
import sys
from urllib.parse import urlsplit


class Parser:
    """feed() it; .done tells when the answer is complete"""

    def __init__(self):
        self.state = self.status_line
        self.buffer = b""
        self.done = False
        self.body = bytearray()
        self.left = 0

    def feed(self, data):
        self.buffer += data
        while not self.done and self.state():
            pass

    def end(self):
        if self.state == self.until_close:
            self.done = True
        if not self.done:
            raise EOFError("the connection has ended in the state " + self.state.__name__)

    def line(self):
        if b"\r\n" not in self.buffer:
            return None
        line, self.buffer = self.buffer.split(b"\r\n", 1)
        return line.decode("latin-1")

    def status_line(self):
        line = self.line()
        if line is None:
            return False
        if not line.startswith("HTTP/"):
            raise ValueError("not HTTP")
        _, code, self.reason = line.split(" ", 2)
        self.code = int(code)
        self.headers = {}
        self.state = self.header
        return True

    def header(self):
        line = self.line()
        if line is None:
            return False
        if line:
            name, value = line.split(":", 1)
            self.headers[name.lower()] = value.strip()
        elif self.code < 200:
            self.state = self.status_line
        elif self.code in (204, 304):
            self.done = True
        elif self.headers.get("transfer-encoding", "").lower() == "chunked":
            self.state = self.size
        elif "content-length" in self.headers:
            self.left = int(self.headers["content-length"])
            self.state = self.counted
        else:
            self.state = self.until_close
        return True

    def size(self):
        line = self.line()
        if line is None:
            return False
        self.left = int(line.split(";")[0], 16)
        self.state = self.chunk if self.left else self.trailer
        return True

    def take(self):
        piece = self.buffer[: self.left]
        self.buffer = self.buffer[self.left :]
        self.left -= len(piece)
        self.body += piece

    def chunk(self):
        self.take()
        if self.left:
            return False
        self.state = self.chunk_end
        return True

    def chunk_end(self):
        if self.line() is None:
            return False
        self.state = self.size
        return True

    def trailer(self):
        line = self.line()
        self.done = line == ""
        return line is not None

    def counted(self):
        self.take()
        self.done = self.left == 0
        return False

    def until_close(self):
        self.body += self.buffer
        self.buffer = b""
        return False


def main():
    url = urlsplit(sys.argv[1])
    sock = socket.create_connection((url.hostname, url.port))
    target = url.path + (url.query and "?" + url.query)
    sock.sendall(f"GET {target} HTTP/1.1\r\nHost: {url.netloc}\r\n\r\n".encode())
    sock.setblocking(False)
    selector = selectors.DefaultSelector()
    selector.register(sock, selectors.EVENT_READ)
    parser = Parser()
    while not parser.done:
        selector.select()
        data = sock.recv(100)
        if data:
            parser.feed(data)
        else:
            parser.end()
    sys.stdout.buffer.write(parser.body)
    sys.stdout.buffer.flush()
    if parser.code not in range(200, 300):
        print(parser.code, parser.reason, sep="\t", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
