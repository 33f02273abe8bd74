"""Wrong: where the close ends the body, each piece takes the place of the one before.

Loses: reads_until_the_close
Says: Only its end came: the last 9 of
"""

import asyncio
import sys
from urllib.parse import urlsplit


async def read_headers(reader):
    headers = {}
    while True:
        line = await reader.readuntil(b"\r\n")
        if line == b"\r\n":
            return headers
        name, _, value = line.decode("iso-8859-1").partition(":")
        headers[name.strip().casefold()] = value.strip()


async def read_chunked(reader):
    chunks = []
    while True:
        line = await reader.readuntil(b"\n")
        size = int(line.decode().split(";", 1)[0].strip(), base=16)
        if size == 0:
            await read_headers(reader)
            return b"".join(chunks)
        chunks.append(await reader.readexactly(size))
        await reader.readexactly(2)


async def fetch(url):
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    target = parts.path or "/"
    if parts.query:
        target = f"{target}?{parts.query}"
    writer.write(
        (
            f"GET {target} HTTP/1.1\r\n"
            f"Host: {parts.netloc}\r\n"
            "User-Agent: my-little-client/0.1\r\n"
            "Accept: */*\r\n"
            "Accept-Encoding: identity\r\n"
            "\r\n"
        ).encode("ascii")
    )
    await writer.drain()
    while True:
        line = (await reader.readuntil(b"\r\n")).decode("iso-8859-1")
        if not line.startswith("HTTP/"):
            raise ValueError("the server does not speak HTTP")
        _, code, *words = line.split()
        code = int(code)
        headers = await read_headers(reader)
        if code >= 200:
            break
    if code in (204, 304):
        body = b""
    elif "chunked" in headers.get("transfer-encoding", "").casefold():
        body = await read_chunked(reader)
    elif "content-length" in headers:
        body = await reader.readexactly(int(headers["content-length"]))
    else:
        body = piece = await reader.read(65536)
        while piece := await reader.read(65536):
            body = piece
    writer.close()
    return code, " ".join(words), body


def main():
    code, reason, body = asyncio.run(fetch(sys.argv[1]))
    sys.stdout.buffer.write(body)
    if code // 100 != 2:
        print("error:", code, reason, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
