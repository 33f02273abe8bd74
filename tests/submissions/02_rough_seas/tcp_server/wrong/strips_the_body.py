"""Wrong: strip() takes blanks and newlines at the ends of a body away.

Loses: takes_any_bytes
Says: The blanks and line ends at its ends are missing
"""
import asyncio
import socket
import sys


def to_frame(data):
    return len(data).to_bytes(4, "big") + data


async def serve_client(reader, writer):
    print("hello", writer.get_extra_info("peername"))
    writer.write(to_frame(b"ready " + socket.gethostname().encode()))
    try:
        while True:
            size = int.from_bytes(await reader.readexactly(4), "big")
            if size > 1 << 24:
                break
            body = (await reader.readexactly(size)).strip()
            writer.write(to_frame(body[::-1]))
            await writer.drain()
    except asyncio.IncompleteReadError:
        print("end of stream")
    except OSError as e:
        print("broken", e)
    writer.close()


async def main():
    if len(sys.argv) == 2:
        s = await asyncio.start_unix_server(serve_client, sys.argv[1])
    elif len(sys.argv) == 3:
        s = await asyncio.start_server(serve_client, sys.argv[1], int(sys.argv[2]))
    else:
        s = await asyncio.start_server(serve_client, "127.0.0.1", 8898)
    await s.serve_forever()


asyncio.run(main())
