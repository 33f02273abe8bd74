"""Wrong: takes a first line for HTTP that has HTTP/ anywhere, and not at its beginning.

Loses: fails_without_a_good_answer
Says: does not begin with HTTP/: it is 'HTTPS/1.1 200 HTTP/1.1 200 OK'.
"""
import asyncio
import sys
from urllib.parse import urlsplit


async def fields(reader):
    result = {}
    async for raw in reader:
        if raw == b"\r\n":
            return result
        name, _, value = raw.decode("latin-1").partition(":")
        result[name.lower()] = value.strip().lower()
    raise EOFError("end inside the headers")


async def chunks(reader):
    while True:
        raw = await reader.readuntil(b"\r\n")
        size = raw.split(b";")[0].strip()
        if not size.isalnum():
            raise ValueError(f"size {raw}")
        n = int(size, 16)
        if n == 0:
            await fields(reader)
            return
        yield await reader.readexactly(n)
        if await reader.readexactly(2) != b"\r\n":
            raise ValueError("a chunk without its end")


async def body(status, h, reader):
    match status, h:
        case 204 | 304, _:
            return
        case _, {"transfer-encoding": "chunked"}:
            async for c in chunks(reader):
                yield c
        case _, {"content-length": n}:
            yield await reader.readexactly(int(n))
        case _:
            yield await reader.read()


async def main(url):
    u = urlsplit(url)
    reader, writer = await asyncio.open_connection(u.hostname, u.port, limit=2**21)
    target = url[url.index(u.netloc) + len(u.netloc):]
    writer.write(b"GET %b HTTP/1.1\r\nhost: %b\r\n\r\n" % (target.encode(), u.netloc.encode()))
    status = 0
    while status < 200:
        version, _, rest = (await reader.readuntil(b"\r\n")).decode("latin-1").rstrip("\r\n").partition(" ")
        if "HTTP/" not in version + rest:
            raise ValueError("this is not HTTP: " + version)
        number, _, reason = rest.partition(" ")
        status = int(number)
        h = await fields(reader)
    async for piece in body(status, h, reader):
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()
    writer.close()
    if not 200 <= status < 300:
        print(f"{status} {reason}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
