"""Wrong: removes the / at the end of the path.

Loses: asks_for_the_page
Says: One byte is missing: b'/'
"""
import asyncio
import posixpath
import string
import sys
from urllib.parse import urlsplit

HEX_DIGITS = set(string.hexdigits.encode())


async def read_head(reader):
    """Status, reason and headers of the next answer, whatever it is."""
    head = await reader.readuntil(b"\r\n")
    if not head.startswith(b"HTTP/"):
        raise ValueError(f"that is no answer of HTTP: {head[:60]!r}")
    words = head.decode("latin-1").strip().split(" ", 2)
    status, reason = int(words[1]), words[2] if len(words) > 2 else ""
    headers = []
    while (line := await reader.readuntil(b"\r\n")) != b"\r\n":
        name, _, value = line.partition(b":")
        headers.append((name.lower(), value.strip()))
    return status, reason, headers


async def chunks(reader):
    while True:
        line = await reader.readuntil(b"\r\n")
        digits = line.split(b";")[0].strip()
        if not digits or not HEX_DIGITS.issuperset(digits):
            raise ValueError(f"that is no size of a chunk: {line!r}")
        size = int(digits, 16)
        if size == 0:
            break
        yield await reader.readexactly(size)
        if await reader.readexactly(2) != b"\r\n":
            raise ValueError("a chunk is longer than its size")
    while await reader.readuntil(b"\r\n") != b"\r\n":
        pass


async def body_of(reader, status, headers):
    fields = dict(headers)
    if status in (204, 304):
        return
    if fields.get(b"transfer-encoding", b"").lower() == b"chunked":
        async for chunk in chunks(reader):
            yield chunk
    elif b"content-length" in fields:
        yield await reader.readexactly(int(fields[b"content-length"]))
    else:
        yield await reader.read(-1)


async def get(url):
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port, limit=2 ** 20)
    try:
        target = "?".join(filter(None, (posixpath.normpath(parts.path or "/"), parts.query)))
        for line in (f"GET {target} HTTP/1.1", f"Host: {parts.netloc}", "Accept: */*", "Connection: close", ""):
            writer.write(line.encode("ascii") + b"\r\n")
        await writer.drain()
        while True:
            status, reason, headers = await read_head(reader)
            if status >= 200:
                break
        async for piece in body_of(reader, status, headers):
            sys.stdout.buffer.write(piece)
    finally:
        sys.stdout.flush()
        writer.close()
    if status in range(200, 300):
        return 0
    sys.stderr.write(f"the server says: {status} {reason}\n")
    return 1


if __name__ == "__main__":
    URL = sys.argv[1] if sys.argv[1:] else "http://127.0.0.1:8898/"
    try:
        code = asyncio.run(get(URL))
    except (OSError, EOFError, ValueError) as problem:
        sys.exit(f"{type(problem).__name__}: {problem}")
    sys.exit(code)
