"""Wrong: waits for 1024 bytes for two seconds, and dies of its patience.

Loses: answers, prints_the_message, ends_with_status_0
Says: The program's own time limit ran out while it waited.
"""
import asyncio
import sys


async def talk(reader, writer):
    message = await asyncio.wait_for(reader.readexactly(1024), 2)
    print(message)
    writer.write(b"hi")
    await writer.drain()
    writer.close()
    done.set()


async def main():
    global done
    done = asyncio.Event()
    async with await asyncio.start_server(talk, sys.argv[1], int(sys.argv[2])):
        await done.wait()


asyncio.run(main())
