"""Wrong: wraps the bytes in str(), so b'hello!' goes out with its quotes.

Loses: sends_hello
Says: The quotes and the b were sent as well
"""
import asyncio
import sys

WORDS = b"hello!"


async def talk(host, port):
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(str(WORDS).encode())
    await writer.drain()
    answer = await reader.read(1024)
    print(answer)
    writer.close()
    await writer.wait_closed()


asyncio.run(talk(sys.argv[1], int(sys.argv[2])))
