"""Wrong: an asyncio client that writes a last `quit` line before it closes.

Loses: sends_nothing_more
Says: more than b'hello!' | b'quit
"""
import asyncio
import sys


async def main(host, port):
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(b"hello!")
    answer = await reader.read(1024)
    print("I got", answer.decode())
    writer.write(b"quit\n")
    writer.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
