"""Right: an asyncio Protocol, whose callbacks drive the whole conversation."""

import asyncio
import sys

if len(sys.argv) == 1:
    sys.argv += ["127.0.0.1", "8898"]


class FrameClient(asyncio.Protocol):
    def __init__(self, lines, done):
        self.lines = iter(lines)
        self.done = done
        self.buffer = bytearray()

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.buffer.extend(data)
        while len(self.buffer) >= 4:
            size = int.from_bytes(self.buffer[:4], "big")
            if len(self.buffer) < 4 + size:
                break
            message = bytes(self.buffer[4:4 + size])
            del self.buffer[:4 + size]
            print("<", message.decode("utf-8"))
            self.send_next()

    def send_next(self):
        try:
            line = next(self.lines)
        except StopIteration:
            self.done.set_result(None)
            self.transport.close()
            return
        print(">", line)
        body = line.encode("utf-8")
        self.transport.write(len(body).to_bytes(4, "big") + body)

    def connection_lost(self, exc):
        if not self.done.done():
            self.done.set_exception(exc or ConnectionError("server ended the connection"))


async def main():
    lines = [line.rstrip("\n") for line in sys.stdin]
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    if len(sys.argv) > 2:
        await loop.create_connection(
            lambda: FrameClient(lines, done), sys.argv[1], int(sys.argv[2])
        )
    else:
        await loop.create_unix_connection(lambda: FrameClient(lines, done), sys.argv[1])
    await done


asyncio.run(main())
