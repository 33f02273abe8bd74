"""Wrong: compares the sender's port, but not its host.

Loses: passes_over_strangers
Says: port of another host
"""
import asyncio
import secrets
import sys


class Asker(asyncio.DatagramProtocol):
    def __init__(self, port):
        self.port = port
        self.waiting = {}

    def datagram_received(self, data, addr):
        if addr[1] != self.port or not data.isascii():
            return
        first, _, total = data.decode().partition(" ")
        future = self.waiting.get(first)
        if future and not future.done() and total:
            future.set_result(total)


async def talk(host, port):
    loop = asyncio.get_running_loop()
    transport, asker = await loop.create_datagram_endpoint(
        lambda: Asker(port), local_addr=("0.0.0.0", 0))
    status = 0
    for line in sys.stdin:
        name = secrets.token_hex(4)
        future = asker.waiting[name] = loop.create_future()
        for _ in range(5):
            transport.sendto(f"{name} ADD {line.strip()}".encode(), (host, port))
            await asyncio.wait([future], timeout=0.2)
            if future.done():
                break
        del asker.waiting[name]
        if not future.done():
            status = 1
        print(future.result() if future.done() else "no answer")
    return status


sys.exit(asyncio.run(talk(sys.argv[1], int(sys.argv[2]))))
