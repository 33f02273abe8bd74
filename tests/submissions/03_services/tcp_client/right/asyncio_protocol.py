"""Right: a Protocol of asyncio with callbacks, whose parser is a generator that is sent the bytes."""

import asyncio
import sys
from urllib.parse import urlsplit


class Problem(Exception):
    pass


def parser(out):
    """A generator: it yields when it needs bytes (True: at least one more; the end gives b"")."""
    data = b""

    def more():
        nonlocal data
        piece = yield
        if not piece:
            raise Problem("the server closed the connection too early")
        data += piece

    def line():
        nonlocal data
        while b"\r\n" not in data:
            yield from more()
        found, data = data.split(b"\r\n", 1)
        return found

    def count(n):
        nonlocal data
        while n:
            if not data:
                yield from more()
            out.append(data[:n])
            n -= len(data[:n])
            data = data[len(out[-1]) :]

    status = 1
    while status < 200:
        version, status, reason = (yield from line()).split(b" ", 2)
        if not version.startswith(b"HTTP/"):
            raise Problem(f"what is {version!r}?")
        status = int(status)
        fields = {}
        while field := (yield from line()):
            name, value = field.split(b":", 1)
            fields[name.lower()] = value.strip().lower()
    if status in (204, 304):
        pass
    elif fields.get(b"transfer-encoding") == b"chunked":
        while size := int((yield from line()).split(b";")[0], 16):
            yield from count(size)
            yield from line()
    elif b"content-length" in fields:
        yield from count(int(fields[b"content-length"]))
    else:
        out.append(data)
        while piece := (yield):
            out.append(piece)
    return status, reason.decode()


class Client(asyncio.Protocol):
    def __init__(self, request, done):
        self.request, self.done, self.out = request, done, []
        self.parser = parser(self.out)
        next(self.parser)

    def connection_made(self, transport):
        self.transport = transport
        transport.writelines([self.request])

    def feed(self, data):
        if self.done.done():
            return
        try:
            self.parser.send(data)
        except StopIteration as stop:
            self.done.set_result((stop.value, b"".join(self.out)))
            self.transport.close()
        except (Problem, ValueError) as error:
            self.done.set_exception(error)
            self.transport.close()

    def data_received(self, data):
        self.feed(data)

    def eof_received(self):
        self.feed(b"")

    def connection_lost(self, error):
        self.feed(b"")


async def main(url):
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    request = f"GET {target} HTTP/1.1\r\nAccept: text/html, */*\r\nHost: {parts.netloc}\r\n\r\n"
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    await loop.create_connection(lambda: Client(request.encode(), done), parts.hostname, parts.port)
    return await done


(status, reason), body = asyncio.run(main(sys.argv[1]))
sys.stdout.buffer.write(body)
sys.stdout.buffer.flush()
if not 200 <= status < 300:
    sys.exit(f"the server said: {status} {reason}")
