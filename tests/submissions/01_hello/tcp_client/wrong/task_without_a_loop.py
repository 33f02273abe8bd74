"""Wrong: makes a task before any loop runs.

Loses: connects
Says: This works only while an event loop runs: in an async function
"""
import asyncio
import sys


async def talk(host, port):
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(b"hello!")
    await writer.drain()
    print(await reader.read(1024))
    writer.close()


task = asyncio.create_task(talk(sys.argv[1], int(sys.argv[2])))
asyncio.run(task)
