"""Right: asyncio DatagramProtocol; wait_for on a future that only the right answer fulfils."""
import asyncio
import sys
import uuid


class Client(asyncio.DatagramProtocol):
    def __init__(self, server):
        self.server = server
        self.name = None
        self.answer = None

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, addr):
        if addr != self.server or self.answer is None or self.answer.done():
            return
        try:
            words = data.decode().split()
        except UnicodeDecodeError:
            return
        if len(words) == 2 and words[0] == self.name:
            self.answer.set_result(words[1])

    def error_received(self, exc):
        print("error", exc, file=sys.stderr)

    async def ask(self, number):
        self.name = uuid.uuid4().hex[:20]
        for _ in range(5):
            self.answer = asyncio.get_running_loop().create_future()
            self.transport.sendto(f"{self.name} ADD {number}".encode(), self.server)
            try:
                return await asyncio.wait_for(self.answer, 0.2)
            except asyncio.TimeoutError:
                pass
        return None


async def talk(host, port):
    loop = asyncio.get_running_loop()
    transport, client = await loop.create_datagram_endpoint(
        lambda: Client((host, port)), local_addr=("0.0.0.0", 0))
    status = 0
    for line in sys.stdin:
        total = await client.ask(line.strip())
        if total is None:
            status = 1
            total = "no answer"
        print(total, flush=True)
    transport.close()
    return status


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    sys.exit(asyncio.run(talk(HOST, PORT)))
