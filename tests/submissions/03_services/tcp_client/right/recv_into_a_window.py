"""Right: recv_into a fixed window of memory, struct-like careful code; output by a file of its own."""

import io
import socket
import sys

SIZE = 8192


class Window:
    """[start, end) of the memory holds what was received and not used yet"""

    def __init__(self, sock):
        self.sock = sock
        self.memory = bytearray(SIZE)
        self.view = memoryview(self.memory)
        self.start = self.end = 0

    def refill(self):
        self.start, self.end = 0, self.sock.recv_into(self.view)
        return self.end > 0

    def byte(self):
        if self.start == self.end and not self.refill():
            raise EOFError("stream ended")
        self.start += 1
        return self.memory[self.start - 1]

    def line(self):
        found = bytearray()
        while (byte := self.byte()) != 10:
            found.append(byte)
        if found.endswith(b"\r"):
            found.pop()
        return found.decode("iso8859-1")

    def pour(self, out, count=None):
        """count bytes, or all until the stream ends"""
        while count is None or count > 0:
            if self.start == self.end and not self.refill():
                if count is None:
                    return
                raise EOFError(f"stream ended, {count} bytes were expected")
            end = self.end if count is None else min(self.end, self.start + count)
            out.write(self.view[self.start : end])
            if count is not None:
                count -= end - self.start
            self.start = end


def main(argv):
    if len(argv) != 2:
        print("usage: tcp_client.py URL", file=sys.stderr)
        return 2
    _, _, rest = argv[1].partition("//")
    place, _, _ = rest.partition("/")
    host, port = place.split(":")
    target = rest[len(place) :]

    connection = socket.create_connection((host, int(port)), timeout=20)
    connection.sendall(bytes(f"GET {target} HTTP/1.1\r\nhost: {place}\r\nconnection: close\r\n\r\n", "ascii"))
    window = Window(connection)
    out = io.FileIO(sys.stdout.fileno(), "wb", closefd=False)
    out = io.BufferedWriter(out)

    interim = True
    while interim:
        start = window.line()
        if start[:5] != "HTTP/":
            print("not HTTP:", start, file=sys.stderr)
            return 3
        code = int(start.split()[1])
        reason = " ".join(start.split(" ")[2:])
        interim = code < 200
        header = {}
        while text := window.line():
            colon = text.find(":")
            header[text[:colon].lower()] = text[colon + 1 :].strip()

    try:
        if code == 204 or code == 304:
            pass
        elif header.get("transfer-encoding", "").lower() == "chunked":
            size = -1
            while size:
                size = int(window.line().split(";")[0], 16)
                window.pour(out, size)
                if size:
                    window.line()
            while window.line():
                pass
        else:
            length = header.get("content-length")
            window.pour(out, None if length is None else int(length))
    finally:
        out.flush()
    if code // 100 == 2:
        return 0
    print(f"[{code}] {reason}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv))
