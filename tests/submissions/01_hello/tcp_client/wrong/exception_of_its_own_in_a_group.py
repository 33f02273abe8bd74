"""Wrong: ends its tasks by an exception, which comes out of a TaskGroup in an ExceptionGroup.

Loses: ends_with_status_0
Says: Line 20 raised HungUp.
"""
import asyncio
import sys


class HungUp(Exception):
    """The server has closed the connection."""


async def hear(reader, heard):
    while True:
        piece = await reader.read(1024)
        if piece:
            heard.append(piece)
        else:
            raise HungUp


async def talk(host, port):
    reader, writer = await asyncio.open_connection(host, port)
    heard = []
    writer.write(b"hello!")
    try:
        async with asyncio.TaskGroup() as call:
            call.create_task(hear(reader, heard))
    except HungUp:
        pass
    finally:
        writer.close()
        print(b"".join(heard).decode())


asyncio.run(talk(sys.argv[1], int(sys.argv[2])))
