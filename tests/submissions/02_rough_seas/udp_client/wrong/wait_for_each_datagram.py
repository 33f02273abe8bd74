"""Wrong: asyncio.wait_for(queue.get(), 0.2) in a loop, a new 0.2 s for each datagram.

Loses: strays_do_not_restart_the_wait
Says: waited from then on
"""
import asyncio
import sys
import uuid


class Inbox(asyncio.DatagramProtocol):
    def __init__(self):
        self.queue = asyncio.Queue()

    def datagram_received(self, data, addr):
        self.queue.put_nowait((data, addr))


async def ask(transport, inbox, server, number):
    name = uuid.uuid4().hex
    for _ in range(5):
        transport.sendto(f"{name} ADD {number}".encode(), server)
        try:
            while True:
                data, addr = await asyncio.wait_for(inbox.queue.get(), 0.2)
                first, _, total = data.decode("utf-8", "replace").partition(" ")
                if addr == server and first == name and total.isascii() and total:
                    return total
        except asyncio.TimeoutError:
            pass
    return None


async def main(host, port):
    loop = asyncio.get_running_loop()
    transport, inbox = await loop.create_datagram_endpoint(Inbox, local_addr=("0.0.0.0", 0))
    status = 0
    for line in sys.stdin:
        total = await ask(transport, inbox, (host, port), line.strip())
        if total is None:
            status = 1
        print(total or "no answer")
    return status


sys.exit(asyncio.run(main(sys.argv[1], int(sys.argv[2]))))
