"""Wrong: takes the query of the URL apart, and puts it together again in its own way.

Loses: asks_for_the_page
Says: The query was taken apart and put together in another way
"""

import asyncio
import re
import sys
from urllib.parse import parse_qsl, urlencode, urlsplit

HEX = re.compile(r"([0-9A-Fa-f]+)[ \t]*(;.*)?", re.DOTALL)


async def line(reader):
    return (await reader.readuntil(b"\r\n"))[:-2].decode("latin-1")


async def head(reader):
    start = await line(reader)
    if not start.startswith("HTTP/"):
        raise SystemExit("not an HTTP answer: " + start[:50])
    code, _, reason = start.partition(" ")[2].partition(" ")
    fields = {}
    while text := await line(reader):
        key, _, value = text.partition(":")
        fields[key.lower()] = value.strip(" \t")
    return int(code), reason, fields


async def body(reader, code, fields):
    if code in {204, 304}:
        return b""
    if fields.get("transfer-encoding", "").lower() == "chunked":
        parts = []
        while True:
            found = HEX.fullmatch(await line(reader))
            if not found:
                raise SystemExit("a chunk without a size")
            size = int(found[1], 16)
            if not size:
                break
            parts.append(await reader.readexactly(size))
            await reader.readexactly(2)
        while await line(reader):
            pass
        return b"".join(parts)
    if "content-length" in fields:
        return await reader.readexactly(int(fields["content-length"]))
    return await reader.read()


async def get(url):
    where = urlsplit(url)
    target = (where.path or "/") + ("?" + urlencode(parse_qsl(where.query)) if where.query else "")
    reader, writer = await asyncio.open_connection(where.hostname, where.port, limit=1 << 24)
    writer.write(f"GET {target} HTTP/1.1\r\nHost: {where.netloc}\r\nAccept-Encoding: identity\r\n\r\n".encode())
    code, reason, fields = await head(reader)
    while code in range(100, 200):
        code, reason, fields = await head(reader)
    sys.stdout.buffer.write(await body(reader, code, fields))
    sys.stdout.buffer.flush()
    writer.close()
    if code in range(200, 300):
        return 0
    print(f"{code} {reason}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(asyncio.run(get(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8898/")))
