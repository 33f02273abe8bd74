"""Wrong: calls its async function, and does not run what that gives.

Loses: connects
Says: An async function was called without await
"""

import asyncio
import sys


async def talk(host, port):
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(b"hello!")
    print(await reader.read(1024))
    writer.close()


talk(sys.argv[1], int(sys.argv[2]))
