"""Wrong: writes the page of an error while it comes, and once more with the error.

Loses: tells_of_other_statuses
Says: The body was written twice
Never says: standard error here
"""
import queue
import socket
import sys
import threading
import time

END = object()
PATIENCE = 50.0  # seconds for everything


class Reader(threading.Thread):
    """Reads one answer, and puts parts of its body into a queue."""

    def __init__(self, host, port, path):
        super().__init__(daemon=True)
        self.parts = queue.Queue()
        self.address = host, port
        self.path = path
        self.status = 0
        self.reason = "no answer"
        self.trouble = None

    def run(self):
        try:
            with socket.create_connection(self.address, timeout=PATIENCE) as self.sock:
                self.kept = b""
                self.ask()
                self.read_answer()
        except Exception as trouble:
            self.trouble = trouble
        finally:
            self.parts.put(END)

    def ask(self):
        host, port = self.address
        lines = ["GET " + self.path + " HTTP/1.1", "Host: " + host + ":" + str(port), "User-Agent: two-threads", "", ""]
        self.sock.sendall("\r\n".join(lines).encode())

    def receive(self):
        return self.sock.recv(8192)

    def read_line(self):
        while b"\r\n" not in self.kept:
            piece = self.receive()
            if piece == b"":
                raise EOFError("the server has closed within a line")
            self.kept += piece
        line, self.kept = self.kept.split(b"\r\n", 1)
        return line

    def pass_on(self, count):
        while count > 0:
            if not self.kept:
                self.kept = self.receive()
                if not self.kept:
                    raise EOFError("the server has closed, %d bytes too early" % count)
            part, self.kept = self.kept[:count], self.kept[count:]
            count -= len(part)
            self.parts.put(part)

    def read_answer(self):
        while True:
            line = self.read_line()
            if line[:5] != b"HTTP/":
                raise ValueError("not HTTP: " + repr(line))
            _, status, self.reason = (line.decode("latin-1") + "  ").split(" ", 2)
            self.status = int(status)
            length, chunked = None, False
            while True:
                line = self.read_line()
                if not line:
                    break
                name, _, value = line.partition(b":")
                name, value = name.strip().lower(), value.strip()
                if name == b"content-length":
                    length = int(value)
                elif name == b"transfer-encoding":
                    chunked = value.lower() == b"chunked"
            if self.status >= 200:
                break
        if self.status in (204, 304):
            return
        if chunked:
            self.read_chunks()
        elif length is not None:
            self.pass_on(length)
        else:
            while True:
                self.parts.put(self.kept)
                self.kept = self.receive()
                if not self.kept:
                    return

    def read_chunks(self):
        while True:
            digits = self.read_line().partition(b";")[0].strip().lower()
            size = 0
            if not digits:
                raise ValueError("a chunk without a size")
            for digit in digits:
                size = size * 16 + b"0123456789abcdef".index(digit)
            if size == 0:
                return
            self.pass_on(size)
            if self.read_line():
                raise ValueError("a chunk is longer than it says")


def get(url):
    scheme, nothing, place, rest = (url + "").split("/", 3)
    host, port = place.split(":")
    reader = Reader(host, int(port), "/" + rest)
    reader.start()
    body = []
    while True:
        part = reader.parts.get()
        if part is END:
            break
        body.append(part)
        sys.stdout.buffer.write(part)
    sys.stdout.buffer.flush()
    reader.join()
    if reader.trouble is not None:
        print("failed:", repr(reader.trouble), file=sys.stderr)
        return 3
    if reader.status < 200 or reader.status > 299:
        sys.stdout.buffer.write(b"".join(body))
        print(reader.status, reader.reason.strip(), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(get(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8898/"))
