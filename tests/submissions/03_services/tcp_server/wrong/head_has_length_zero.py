"""Wrong: HEAD says the length 0, since nothing is sent.

Loses: answers_head
Says: the length is that of the body
"""
import asyncio
import mimetypes
import re
import sys
from pathlib import Path
from urllib.parse import unquote

REQUEST = re.compile(r"([^ ]+) ([^ ]+) HTTP/(\d)\.(\d)")


class WebServer:
    def __init__(self, host, port, root):
        self.host, self.port, self.root = host, port, Path(root).resolve()

    def lookup(self, target):
        path = unquote(target.partition("?")[0])
        if path[-1:] == "/":
            path += "index.html"
        try:
            p = self.root.joinpath(path.lstrip("/")).resolve()
            p.relative_to(self.root)
            return p.read_bytes(), mimetypes.guess_type(p.name)[0] or "application/octet-stream"
        except (OSError, ValueError):
            return None

    @staticmethod
    def head(status, length, *more):
        return ("\r\n".join([f"HTTP/1.1 {status}", f"Content-Length: {length}", *more]) + "\r\n\r\n").encode()

    async def answer(self, writer, status, body, *more, no_body=False):
        writer.write(self.head(status, 0 if no_body else len(body), *more))
        if not no_body:
            writer.write(body)
        await writer.drain()

    async def talk(self, reader, writer):
        while True:
            try:
                raw = await reader.readuntil(b"\r\n\r\n")
            except asyncio.IncompleteReadError:
                return
            except asyncio.LimitOverrunError:
                await self.answer(writer, "431 Too Large", b"", "Connection: close")
                return
            first, *fields = raw.decode("latin-1").rstrip("\r\n").split("\r\n")
            m = REQUEST.fullmatch(first)
            fields = {f.split(":", 1)[0].lower(): f.split(":", 1)[1].strip().lower() for f in fields if ":" in f}
            if not m or (m[4] == "1" and "host" not in fields):
                await self.answer(writer, "400 Bad Request", b"bad", "Connection: close")
                return
            method, target = m[1], m[2]
            last = m[4] == "0" or fields.get("connection") == "close"
            found = self.lookup(target)
            if not found:
                await self.answer(writer, "404 Not Found", b"nothing here", no_body=method == "HEAD")
            elif method not in ("GET", "HEAD"):
                await self.answer(writer, "405 Method Not Allowed", b"", "Allow: GET,HEAD")
            else:
                await self.answer(writer, "200 OK", found[0], "Content-Type: " + found[1], no_body=method == "HEAD")
            if last:
                return

    async def client(self, reader, writer):
        try:
            await self.talk(reader, writer)
        except OSError:
            pass
        finally:
            writer.close()

    async def run(self):
        server = await asyncio.start_server(self.client, self.host, self.port, limit=16384, backlog=100)
        async with server:
            await server.serve_forever()


asyncio.run(WebServer(*sys.argv[1:4]).run())
