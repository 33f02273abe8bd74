"""Wrong: answers 301 to who asks for index.html by its name.

Loses: serves_the_index
Says: An index.html is served by its own name, too
"""
from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import unquote

LIMIT: Final = 16 * 1024
TYPES: Final[dict[str, str]] = {
    "html": "text/html", "txt": "text/plain", "css": "text/css", "png": "image/png",
    "jpg": "image/jpeg", "json": "application/json", "pdf": "application/pdf",
}


class BadRequest(Exception):
    """What came is no request."""


@dataclass
class Request:
    method: str
    target: str
    version: str
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, head: str) -> Request:
        lines = head.split("\r\n")
        words = lines[0].split(" ")
        if len(words) != 3 or not words[2].startswith("HTTP/"):
            raise BadRequest(lines[0])
        request = cls(*words)
        for line in lines[1:]:
            name, _, value = line.partition(":")
            name = name.strip().lower()
            request.headers[name] = value.strip()
        if request.version == "HTTP/1.1" and "host" not in request.headers:
            raise BadRequest("no Host")
        return request

    @property
    def is_last(self) -> bool:
        return self.version == "HTTP/1.0" or self.headers.get("connection", "").lower() == "close"


@dataclass
class Response:
    status: str
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)

    def encode(self, with_body: bool) -> bytes:
        fields = {**self.headers, "Content-Length": str(len(self.body))}
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        return f"HTTP/1.1 {self.status}\r\n{head}\r\n".encode() + (self.body if with_body else b"")


class Site:
    def __init__(self, root: Path) -> None:
        self.root: Final = root.resolve()

    def locate(self, target: str) -> Path | None:
        path = unquote(target.split("?", 1)[0])
        if path.endswith("/"):
            path += "index.html"
        try:
            file = self.root.joinpath(path.lstrip("/")).resolve()
            return file if self.root in file.parents and file.is_file() else None
        except (OSError, RuntimeError, ValueError):
            return None

    async def respond(self, request: Request) -> Response:
        if request.method not in {"GET", "HEAD"}:
            return Response("405 Method Not Allowed", b"", {"Allow": "GET, HEAD"})
        path, mark, query = request.target.partition("?")
        if path.endswith("/index.html"):
            return Response("301 Moved Permanently", b"", {"Location": path.removesuffix("index.html") + mark + query})
        file = self.locate(request.target)
        if file is None:
            return Response("404 Not Found", b"Nothing is here.")
        kind = TYPES.get(file.suffix[1:], "application/octet-stream")
        return Response("200 OK", await asyncio.to_thread(file.read_bytes), {"Content-Type": kind})

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self.talk(reader, writer)
        except OSError as error:
            print("lost a client:", error, file=sys.stderr)
        finally:
            writer.close()

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            try:
                head = await reader.readuntil(b"\r\n\r\n")
                request = Request.parse(head[:-4].decode("latin-1"))
            except asyncio.IncompleteReadError:
                return
            except asyncio.LimitOverrunError:
                writer.write(Response("431 Request Header Fields Too Large").encode(True))
                return
            except BadRequest:
                writer.write(Response("400 Bad Request").encode(True))
                return
            response = await self.respond(request)
            writer.write(response.encode(request.method != "HEAD"))
            await writer.drain()
            if request.is_last:
                return


async def main(host: str, port: int, root: str) -> None:
    site = Site(Path(root))
    server = await asyncio.start_server(site.meet, host, port, limit=LIMIT, backlog=200)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    arguments = sys.argv[1:] or ["127.0.0.1", "8898", "."]
    asyncio.run(main(arguments[0], int(arguments[1]), arguments[2]))
