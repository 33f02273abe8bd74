"""Wrong: reads from its stream without await.

Loses: answers, prints_the_message, ends_with_status_0
Says: An async function was called without await
"""
import asyncio
import sys


async def talk(reader, writer):
    message = reader.read(1024)
    print(message.decode())
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
