"""Right: asyncio all the way, standard input through connect_read_pipe."""
import asyncio
import sys


class Replies(asyncio.DatagramProtocol):
    def __init__(self):
        self.queue = asyncio.Queue()

    def datagram_received(self, data, addr):
        self.queue.put_nowait(data)


async def open_stdin():
    reader = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(reader)
    await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, sys.stdin)
    return reader


async def talk(host, port):
    loop = asyncio.get_running_loop()
    transport, replies = await loop.create_datagram_endpoint(
        Replies, remote_addr=(host, port)
    )
    stdin = await open_stdin()
    while line := await stdin.readline():
        text = line.decode("utf-8").strip()
        if not text:
            continue  # asyncio would not send an empty datagram anyway
        transport.sendto(text.encode("utf-8"))
        print((await replies.queue.get()).decode("utf-8"))
    transport.close()


asyncio.run(talk(sys.argv[1], int(sys.argv[2])))
