"""Wrong: os.remove of the path before bind, though no file is there: FileNotFoundError.

Loses: serves_a_unix_socket
Says: It removes the path of its command line
"""
import asyncio
import os
import socket
import struct
import sys


async def client(r, w):
    try:
        message = ("ready " + socket.gethostname()).encode()
        w.write(struct.pack("!I", len(message)) + message)
        while True:
            head = await r.readexactly(4)
            (n,) = struct.unpack("!I", head)
            if n > 16 * 1024 * 1024:
                break
            w.write(head + (await r.readexactly(n))[::-1])
            await w.drain()
    except asyncio.IncompleteReadError:
        pass
    except ConnectionError as e:
        print("lost", e)
    finally:
        w.close()


async def main():
    if len(sys.argv) == 2:
        path = sys.argv[1]
        os.remove(path)
        server = await asyncio.start_unix_server(client, path)
    else:
        host, port = sys.argv[1:] or ("127.0.0.1", "8898")
        server = await asyncio.start_server(client, host, int(port))
    async with server:
        await server.serve_forever()


asyncio.run(main())
