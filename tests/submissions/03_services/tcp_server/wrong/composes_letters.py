"""Wrong: normalizes the path, and so does not find a name that is written otherwise.

Loses: reads_the_target
Says: Its escapes are UTF-8
"""
import asyncio
import mimetypes
import sys
import unicodedata
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote

HEADER_LIMIT = 16 * 1024


class Request:
    """The head of one request, taken apart."""

    def __init__(self, head: bytes) -> None:
        request_line, *fields = head.decode("latin-1").split("\r\n")
        words = request_line.split(" ")
        if len(words) != 3 or not words[2].startswith("HTTP/"):
            raise ValueError("not a request line")
        self.method, self.target, self.version = words
        self.headers: dict[str, str] = {}
        for field in fields:
            name, _, value = field.partition(":")
            self.headers[name.strip().lower()] = value.strip()
        if self.version == "HTTP/1.1" and "host" not in self.headers:
            raise ValueError("no Host")

    @property
    def keeps_open(self) -> bool:
        if self.version == "HTTP/1.0":
            return False
        options = self.headers.get("connection", "").lower().split(",")
        return "close" not in [option.strip() for option in options]


class Site:
    """The files below one folder."""

    def __init__(self, root: str) -> None:
        self.root = Path(root).resolve()

    def find(self, target: str) -> "Path | None":
        path = unicodedata.normalize("NFC", unquote(target.partition("?")[0]))
        if path.endswith("/"):
            path += "index.html"
        try:
            file = (self.root / path.lstrip("/")).resolve()
            if file.is_relative_to(self.root) and file.is_file():
                return file
        except (OSError, ValueError, RuntimeError) as problem:
            print("no file:", problem, file=sys.stderr)
        return None


class Clerk:
    """Serves one connection."""

    def __init__(self, site: Site, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.site = site
        self.reader = reader
        self.writer = writer

    async def answer(self, status: HTTPStatus, body: bytes, *fields: str, head_only: bool = False) -> None:
        lines = [f"HTTP/1.1 {status.value} {status.phrase}", f"Content-Length: {len(body)}", *fields]
        self.writer.write("".join(line + "\r\n" for line in [*lines, ""]).encode("latin-1"))
        if not head_only:
            self.writer.write(body)
        await self.writer.drain()

    async def complain(self, status: HTTPStatus, *fields: str, head_only: bool = False) -> None:
        page = f"{status.value} {status.phrase}\n".encode()
        await self.answer(status, page, "Content-Type: text/plain; charset=utf-8", *fields, head_only=head_only)

    async def one_request(self) -> bool:
        try:
            head = await self.reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError:
            return False
        except asyncio.LimitOverrunError:
            await self.complain(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "Connection: close")
            return False
        try:
            request = Request(head[:-4])
        except ValueError:
            await self.complain(HTTPStatus.BAD_REQUEST, "Connection: close")
            return False
        if request.method not in ("GET", "HEAD"):
            await self.complain(HTTPStatus.METHOD_NOT_ALLOWED, "Allow: GET, HEAD")
            return request.keeps_open
        head_only = request.method == "HEAD"
        file = self.site.find(request.target)
        if file is None:
            await self.complain(HTTPStatus.NOT_FOUND, head_only=head_only)
            return request.keeps_open
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        await self.answer(HTTPStatus.OK, file.read_bytes(), f"Content-Type: {kind}", head_only=head_only)
        return request.keeps_open

    async def work(self) -> None:
        try:
            while await self.one_request():
                pass
        except OSError as problem:
            print("client is gone:", problem, file=sys.stderr)
        finally:
            self.writer.close()


async def serve(host: str, port: int, root: str) -> None:
    site = Site(root)

    async def welcome(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await Clerk(site, reader, writer).work()

    server = await asyncio.start_server(welcome, host, port, limit=HEADER_LIMIT, backlog=128)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    host, port, root = sys.argv[1:] or ["127.0.0.1", "8898", "."]
    asyncio.run(serve(host, int(port), root))
