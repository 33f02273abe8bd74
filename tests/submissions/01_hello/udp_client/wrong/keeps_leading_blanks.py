"""Wrong: strips the right end of the line only.

Loses: strips_lines
Says: blanks at the beginning
"""
import asyncio
import sys


class Client(asyncio.DatagramProtocol):
    def connection_made(self, transport):
        self.transport = transport
        self.replies = asyncio.Queue()

    def datagram_received(self, data, addr):
        self.replies.put_nowait(data.decode())


async def main(host, port):
    loop = asyncio.get_running_loop()
    _, client = await loop.create_datagram_endpoint(Client, remote_addr=(host, port))
    for line in sys.stdin.readlines():
        if line := line.rstrip():
            client.transport.sendto(line.encode())
            print(await client.replies.get())


asyncio.run(main(sys.argv[1], int(sys.argv[2])))
