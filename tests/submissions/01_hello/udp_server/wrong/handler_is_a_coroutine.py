"""Wrong: datagram_received() is an async function, which asyncio calls and does not await.

Loses: answers, prints_the_text, prints_the_sender
Says: An async function was called without await
"""

import asyncio
import sys


class Shout(asyncio.DatagramProtocol):
    def connection_made(self, transport):
        self.transport = transport

    async def datagram_received(self, data, sender):
        text = data.decode()
        print(sender[0], sender[1], text, flush=True)
        self.transport.sendto(text.upper().encode(), sender)


async def serve(host, port):
    loop = asyncio.get_running_loop()
    await loop.create_datagram_endpoint(Shout, local_addr=(host, port))
    await asyncio.Event().wait()


asyncio.run(serve(sys.argv[1], int(sys.argv[2])))
