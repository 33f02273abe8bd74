"""Right: an asyncio Protocol that collects its input in a bytearray."""
import asyncio
import socket
import sys


class Reverser(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport
        self.buffer = bytearray()
        self.send(b"ready %s" % socket.gethostname().encode("utf-8"))

    def send(self, body):
        self.transport.write(len(body).to_bytes(4, "big") + body)

    def data_received(self, data):
        if self.transport.is_closing():
            return
        self.buffer.extend(data)
        while len(self.buffer) >= 4:
            size = int.from_bytes(self.buffer[:4], "big")
            if size > 1 << 24:
                self.transport.abort()
                return
            if len(self.buffer) < 4 + size:
                return
            body = bytes(self.buffer[4:4 + size])
            del self.buffer[:4 + size]
            self.send(body[::-1])

    def eof_received(self):
        # None lets asyncio close the transport once its buffer has been sent
        print("eof, bytes left over:", len(self.buffer))

    def connection_lost(self, exc):
        print("lost", exc)


async def main():
    loop = asyncio.get_running_loop()
    if len(sys.argv) == 2:
        server = await loop.create_unix_server(Reverser, sys.argv[1])
    else:
        host, port = sys.argv[1:] or ("127.0.0.1", "8898")
        server = await loop.create_server(Reverser, host, int(port))
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
