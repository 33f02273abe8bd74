"""Right: writes a mebibyte of debug on standard error, before, while and after it reads."""

import socket
import sys
from urllib.parse import urlsplit


def chat(times):
    for number in range(times):
        sys.stderr.write(f"debug {number:07d} " + "." * 48 + "\n")


class Answer:
    def __init__(self, sock):
        self.file = sock.makefile("rb", buffering=100)
        while True:
            line = self.line()
            if line[:5] != b"HTTP/":
                raise SystemExit(f"not HTTP: {line!r}")
            self.code = int(line.split()[1])
            self.reason = line.split(None, 2)[2].decode("latin-1")
            self.fields = {}
            while field := self.line():
                key, value = field.decode("latin-1").split(":", 1)
                self.fields[key.strip().title()] = value.strip()
            if self.code >= 200:
                break

    def line(self):
        line = self.file.readline()
        if not line.endswith(b"\r\n"):
            raise SystemExit("cut short in a line")
        return line[:-2]

    def read(self, count):
        data = self.file.read(count)
        if len(data) != count:
            raise SystemExit("cut short in the body")
        return data

    def body(self):
        if self.code in (204, 304):
            return b""
        if self.fields.get("Transfer-Encoding", "").title() == "Chunked":
            pieces = []
            while size := int(self.line().split(b";")[0], 16):
                pieces.append(self.read(size))
                self.line()
            while self.line():
                pass
            return b"".join(pieces)
        if "Content-Length" in self.fields:
            return self.read(int(self.fields["Content-Length"]))
        return self.file.read()


url = urlsplit(sys.argv[1])
chat(6000)
with socket.create_connection((url.hostname, url.port)) as sock:
    target = url.path + (f"?{url.query}" if url.query else "")
    sock.sendall(f"GET {target} HTTP/1.1\r\nHost: {url.netloc}\r\n\r\n".encode())
    chat(6000)
    answer = Answer(sock)
    body = answer.body()
chat(6000)
sys.stdout.buffer.write(body)
if not 200 <= answer.code < 300:
    sys.stderr.write(f"{answer.code} {answer.reason}")
    sys.exit(1)
