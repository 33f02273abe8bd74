"""Wrong: no greeting is sent; the server waits for the client to speak first.

Loses: greets
Says: It answered a frame, and sent no greeting
"""
import asyncio
import sys


async def on_client(reader, writer):
    try:
        while True:
            size = int.from_bytes(await reader.readexactly(4), "big")
            if size > 16 * 2**20:
                print("refused", size)
                break
            body = await reader.readexactly(size)
            writer.write(size.to_bytes(4, "big") + body[::-1])
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    writer.close()


async def main():
    if len(sys.argv) == 2:
        server = await asyncio.start_unix_server(on_client, sys.argv[1])
    else:
        host, port = sys.argv[1:3] or ("127.0.0.1", 8898)
        server = await asyncio.start_server(on_client, host, port)
    await server.serve_forever()


asyncio.run(main())
