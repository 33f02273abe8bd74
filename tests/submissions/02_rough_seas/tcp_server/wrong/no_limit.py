"""Wrong: believes every length, and waits for that much.

Loses: refuses_absurd_lengths
Says: The length promised 16,777,217 bytes
"""
import asyncio
import socket
import sys


async def talk(reader, writer):
    body = f"ready {socket.gethostname()}".encode()
    try:
        while True:
            writer.write(len(body).to_bytes(4, "big") + body)
            await writer.drain()
            size = int.from_bytes(await reader.readexactly(4), "big")
            body = (await reader.readexactly(size))[::-1]
    except (asyncio.IncompleteReadError, ConnectionError) as e:
        print(e)
    writer.close()


async def main():
    match sys.argv[1:]:
        case [path]:
            server = await asyncio.start_unix_server(talk, path)
        case [host, port]:
            server = await asyncio.start_server(talk, host, int(port))
        case _:
            server = await asyncio.start_server(talk, "127.0.0.1", 8898)
    await server.serve_forever()


asyncio.run(main())
