"""Wrong: answers Hi with a capital letter.

Loses: answers_hi
Says: case of the letters | capital letter
"""
import asyncio
import sys


async def handle(reader, writer):
    data = await reader.read(1024)
    print("Got:", data.decode())
    writer.write("Hi".encode())
    await writer.drain()
    writer.close()
    await writer.wait_closed()
    asyncio.get_running_loop().call_soon(over.set)


async def main():
    global over
    over = asyncio.Event()
    server = await asyncio.start_server(handle, sys.argv[1], int(sys.argv[2]))
    await over.wait()
    server.close()


asyncio.run(main())
