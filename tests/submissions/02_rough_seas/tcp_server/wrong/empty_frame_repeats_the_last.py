"""Wrong: an empty frame leaves the variable of the body as it is, so the frame before it is answered again.

Loses: takes_any_bytes
Says: This is the answer to another frame | a frame without bytes (N = 0)
"""

import asyncio
import socket
import sys

LIMIT = 16 * 2**20


async def send(writer, body):
    writer.write(len(body).to_bytes(4, "big"))
    writer.write(body)
    await writer.drain()


async def answer(writer, body):
    if len(body) > 100_000:  # do not hold up the other clients
        flipped = await asyncio.to_thread(lambda: body[::-1])
    else:
        flipped = body[::-1]
    await send(writer, flipped)


async def client(reader, writer):
    try:
        await send(writer, ("ready " + socket.gethostname()).encode("utf-8"))
        body = b""
        while True:
            size = int.from_bytes(await reader.readexactly(4), "big")
            if size > LIMIT:
                break
            if size:
                body = await reader.readexactly(size)
            await answer(writer, body)
    except (asyncio.IncompleteReadError, OSError):
        pass
    finally:
        writer.close()


async def main(arguments):
    if len(arguments) == 1:
        server = await asyncio.start_unix_server(client, path=arguments[0])
    else:
        server = await asyncio.start_server(client, arguments[0], int(arguments[1]))
    await server.serve_forever()


asyncio.run(main(sys.argv[1:] or ["127.0.0.1", "8898"]))
