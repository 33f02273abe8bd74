"""Wrong: answers each frame in a task of its own, and a small one is done before the large one ahead of it.

Loses: waits_for_a_late_reader
Says: This is the answer to another frame
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
    tasks = []
    try:
        await send(writer, ("ready " + socket.gethostname()).encode("utf-8"))
        while True:
            size = int.from_bytes(await reader.readexactly(4), "big")
            if size > LIMIT:
                break
            body = await reader.readexactly(size)
            tasks.append(asyncio.create_task(answer(writer, body)))
    except (asyncio.IncompleteReadError, OSError):
        pass
    finally:
        await asyncio.gather(*tasks, return_exceptions=True)
        writer.close()


async def main(arguments):
    if len(arguments) == 1:
        server = await asyncio.start_unix_server(client, path=arguments[0])
    else:
        server = await asyncio.start_server(client, arguments[0], int(arguments[1]))
    await server.serve_forever()


asyncio.run(main(sys.argv[1:] or ["127.0.0.1", "8898"]))
