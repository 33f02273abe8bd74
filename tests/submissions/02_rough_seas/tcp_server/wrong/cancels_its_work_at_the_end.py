"""Wrong: a worker task answers from a queue; at the end of input it is cancelled at once.

Loses: answers_after_half_close
Says: closed its sending side
"""
import asyncio
import socket
import sys


def write(writer, body):
    writer.write(len(body).to_bytes(4, "big") + body)


async def worker(queue, writer):
    while True:
        body = await queue.get()
        await asyncio.sleep(0.2)  # real work would take some time
        write(writer, body[::-1])
        await writer.drain()


async def client(reader, writer):
    queue = asyncio.Queue()
    task = asyncio.create_task(worker(queue, writer))
    write(writer, b"ready " + socket.gethostname().encode())
    try:
        while True:
            size = int.from_bytes(await reader.readexactly(4), "big")
            if size > 16777216:
                break
            await queue.put(await reader.readexactly(size))
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        task.cancel()
        writer.close()


async def main(args):
    if len(args) == 1:
        server = await asyncio.start_unix_server(client, args[0])
    else:
        server = await asyncio.start_server(client, args[0], int(args[1]))
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:] or ["127.0.0.1", "8898"]))
