"""Right: the low-level asyncio calls (sock_connect, sock_recv, sock_sendall) on a raw socket."""

import asyncio
import socket
import sys

if not sys.argv[1:]:
    sys.argv = [sys.argv[0], "127.0.0.1", "8898"]


async def read(loop, sock, count):
    parts = []
    while count > 0:
        part = await loop.sock_recv(sock, min(count, 512))
        if not part:
            raise EOFError(f"{count} more bytes were expected")
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


async def read_text(loop, sock):
    size = int.from_bytes(await read(loop, sock, 4), byteorder="big", signed=False)
    return (await read(loop, sock, size)).decode()


async def main(*address):
    loop = asyncio.get_event_loop()
    family = socket.AF_INET if len(address) == 2 else socket.AF_UNIX
    target = (address[0], int(address[1])) if len(address) == 2 else address[0]
    with socket.socket(family, socket.SOCK_STREAM) as sock:
        sock.setblocking(False)
        await loop.sock_connect(sock, target)
        print("greeting =", await asyncio.wait_for(read_text(loop, sock), 30))
        for number, line in enumerate(open(0, encoding="utf-8", newline="\n"), 1):
            body = line[:-1] if line.endswith("\n") else line
            body = body.encode("utf-8")
            await loop.sock_sendall(sock, len(body).to_bytes(4, "big") + body)
            reply = await asyncio.wait_for(read_text(loop, sock), 30)
            print("reply", number, "=", reply)


asyncio.run(main(*sys.argv[1:]))
