"""Right: writes each byte of the body by a system call of its own, as soon as it has it."""

import os
import socket
import sys
from urllib.parse import urlparse


def incoming(s):
    while block := s.recv(333):
        yield from block


def main():
    u = urlparse(sys.argv[1])
    s = socket.socket()
    s.connect((u.hostname, u.port))
    s.send(("GET %s HTTP/1.1\r\nHost: %s:%d\r\n\r\n" % (u.path + "?" * bool(u.query) + u.query, u.hostname, u.port)).encode())
    s.shutdown(socket.SHUT_WR)
    stream = incoming(s)

    def line():
        out = bytearray()
        for byte in stream:
            if byte == 10:
                return out.rstrip(b"\r").decode("latin-1")
            out.append(byte)
        raise EOFError("end in a line")

    def copy(count):
        for _ in range(count):
            os.write(1, bytes([next(stream)]))

    while True:
        version, status, reason = (line() + "  ").split(" ", 2)
        assert version.startswith("HTTP/"), version
        headers = []
        while text := line():
            headers.append(text.lower().replace("\t", " "))
        if not status.startswith("1"):
            break
    length = [h.split(":")[1] for h in headers if h.startswith("content-length:")]
    coding = [h.split(":")[1].strip() for h in headers if h.startswith("transfer-encoding:")]
    if status in ("204", "304"):
        pass
    elif coding == ["chunked"]:
        while size := int(line().split(";")[0], 16):
            copy(size)
            assert next(stream) == 13
            assert next(stream) == 10
        while line():
            pass
    elif length:
        copy(int(length[0]))
    else:
        for byte in stream:
            os.write(1, bytes([byte]))
    if status[0] != "2":
        os.write(2, f"{status} {reason.strip()}\n".encode())
        os._exit(1)


if __name__ == "__main__":
    main()
