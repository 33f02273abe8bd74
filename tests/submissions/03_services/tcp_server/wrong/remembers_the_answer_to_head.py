"""Wrong: keeps its answers by their targets, and what it sent to a HEAD as well.

Loses: answers_head
Says: a HEAD of the same target
Never says: has a body
"""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

MAX_HEAD = 16 * 1024
MIME = dict(
    html="text/html", txt="text/plain", css="text/css", png="image/png",
    jpg="image/jpeg", json="application/json", pdf="application/pdf",
)
REASON = {
    200: "OK", 400: "Bad Request", 404: "Not Found",
    405: "Method Not Allowed", 431: "Request Header Fields Too Large",
}


@dataclass
class Request:
    method: str
    target: str
    version: str
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, head: bytes) -> Request | None:
        first, *others = head.decode("latin-1").split("\r\n")
        words = first.split()
        if len(words) != 3 or not words[2].startswith("HTTP/"):
            return None
        request = cls(*words)
        for line in others:
            name, colon, value = line.partition(":")
            if colon:
                request.headers[name.lower()] = value.strip()
        if request.version == "HTTP/1.1" and "host" not in request.headers:
            return None
        return request

    @property
    def wants_close(self) -> bool:
        if self.version == "HTTP/1.0":
            return True
        return "close" in self.headers.get("connection", "").lower().replace(" ", "").split(",")


@dataclass
class Response:
    status: int
    body: bytes = b""
    content_type: str = "text/plain"
    extra: dict[str, str] = field(default_factory=dict)

    def head(self) -> bytes:
        lines = [f"HTTP/1.1 {self.status} {REASON[self.status]}"]
        lines.append(f"Content-Type: {self.content_type}")
        lines.append(f"Content-Length: {len(self.body)}")
        lines += [f"{name}: {value}" for name, value in self.extra.items()]
        return "\r\n".join(lines).encode() + b"\r\n\r\n"


class Site:
    def __init__(self, root: str) -> None:
        self.root = os.path.realpath(root)
        self.known: dict[str, tuple[bytes, bytes]] = {}

    def locate(self, target: str) -> str | None:
        path, _, _ = target.partition("?")
        name = os.fsdecode(unquote_to_bytes(path))
        if "\0" in name:
            return None
        if name.endswith("/"):
            name = name + "index.html"
        real = os.path.realpath(os.path.join(self.root, name.lstrip("/")))
        if os.path.commonpath([real, self.root]) != self.root:
            return None
        return real if os.path.isfile(real) else None

    def answer(self, request: Request) -> Response:
        if request.method not in ("GET", "HEAD"):
            return Response(405, b"only GET and HEAD\n", extra={"Allow": "GET, HEAD"})
        path = self.locate(request.target)
        if path is None:
            return Response(404, b"there is no such file\n")
        suffix = os.path.splitext(path)[1][1:]
        with open(path, "rb") as file:
            return Response(200, file.read(), MIME.get(suffix, "application/octet-stream"))


class WebServer:
    def __init__(self, site: Site) -> None:
        self.site = site

    async def client(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self.conversation(reader, writer)
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def conversation(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            try:
                head = await reader.readuntil(b"\r\n\r\n")
            except asyncio.LimitOverrunError:
                return await self.refuse(writer, 431)
            request = Request.parse(head[:-4])
            if request is None:
                return await self.refuse(writer, 400)
            response = self.site.answer(request)
            if request.wants_close:
                response.extra["Connection"] = "close"
            key = f"{request.target} {request.wants_close} {response.status}"
            if key not in self.site.known:
                body = response.body if request.method != "HEAD" else b""
                self.site.known[key] = (response.head(), body)
            writer.writelines(self.site.known[key])
            await writer.drain()
            if request.wants_close:
                return

    async def refuse(self, writer: asyncio.StreamWriter, status: int) -> None:
        writer.write(Response(status, b"no\n", extra={"Connection": "close"}).head() + b"no\n")
        await writer.drain()


async def main(host: str, port: int, root: str) -> None:
    web = WebServer(Site(root))
    server = await asyncio.start_server(web.client, host, port, limit=MAX_HEAD, backlog=200)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    arguments = sys.argv[1:] or ["127.0.0.1", "8898", "."]
    asyncio.run(main(arguments[0], int(arguments[1]), arguments[2]))
