"""Right: reads all files before it listens, names the methods in two Allow lines, and header names in small letters."""

import asyncio
import pathlib
import sys
from urllib.parse import unquote_to_bytes

ROOT = pathlib.Path(sys.argv[3]).resolve()
KINDS = {"html": "text/html; charset=utf-8", "txt": "text/plain;charset=UTF-8", "css": "text/css", "png": "image/png",
         "jpg": "image/jpeg", "json": "application/json", "pdf": "application/pdf"}
SITE = {}
for file in ROOT.rglob("*"):
    if file.is_file() and file.resolve().is_relative_to(ROOT):
        name = "/" + file.relative_to(ROOT).as_posix()
        SITE[name.encode()] = SITE[name.encode().removesuffix(b"index.html") if name.endswith("/index.html") else name.encode()] = (
            KINDS.get(name.rpartition("/")[2].rpartition(".")[2] if "." in name.rpartition("/")[2] else "", "application/octet-stream"),
            file.read_bytes(),
        )


def reply(section):
    """(answer, whether the connection stays) of one header section."""
    request, *fields = section.decode("latin-1").split("\r\n")
    words = request.split(" ")
    names = {f.partition(":")[0].lower(): f.partition(":")[2].strip().lower() for f in fields}

    def answer(status, extra="", body=b"", stays=True, silent=False):
        line = f"HTTP/1.1 {status}\r\n{extra}content-length:{len(body)}\r\n\r\n"
        return line.encode() + (b"" if silent else body), stays

    if len(words) != 3 or not words[2].startswith("HTTP/") or (words[2] == "HTTP/1.1" and "host" not in names):
        return answer("400 Bad Request", stays=False)
    stays = words[2] != "HTTP/1.0" and names.get("connection") != "close"
    if words[0] not in ("GET", "HEAD"):
        return answer("405 Method Not Allowed", "allow: GET\r\nallow: HEAD\r\n", stays=stays)
    found = SITE.get(unquote_to_bytes(words[1].split("?")[0]))
    if not found:
        return answer("404 Not Found", body=b"no\n", stays=stays, silent=words[0] == "HEAD")
    return answer("200 OK", f"content-type:{found[0]}\r\n", found[1], stays, words[0] == "HEAD")


async def client(reader, writer):
    try:
        stays = True
        while stays:
            out, stays = reply((await reader.readuntil(b"\r\n\r\n"))[:-4])
            writer.write(out)
            await writer.drain()
    except asyncio.LimitOverrunError:
        writer.write(b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\n\r\n")
    except (asyncio.IncompleteReadError, OSError):
        pass
    writer.close()


async def main():
    server = await asyncio.start_server(client, sys.argv[1], int(sys.argv[2]), limit=16384, backlog=200)
    await server.serve_forever()


asyncio.run(main())
