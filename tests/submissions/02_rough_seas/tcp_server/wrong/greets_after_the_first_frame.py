"""Wrong: the greeting is only sent when the client has spoken, in front of the first answer.

Loses: greets
Says: The greeting came only after the client had sent a frame
"""
import asyncio
import socket
import sys


def frame(body):
    return len(body).to_bytes(4, "big") + body


class Reverse(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport
        self.data = bytearray()
        self.greeted = False

    def data_received(self, data):
        self.data += data
        while len(self.data) >= 4:
            n = int.from_bytes(self.data[:4], "big")
            if n > 16777216:
                self.transport.close()
                break
            if len(self.data) < n + 4:
                break
            if not self.greeted:
                self.transport.write(frame(b"ready " + socket.gethostname().encode()))
                self.greeted = True
            self.transport.write(frame(bytes(self.data[4:n + 4])[::-1]))
            del self.data[:n + 4]


async def main(args):
    loop = asyncio.get_running_loop()
    if len(args) == 1:
        server = await loop.create_unix_server(Reverse, args[0])
    else:
        server = await loop.create_server(Reverse, *args)
    await server.serve_forever()


asyncio.run(main(sys.argv[1:] or ["127.0.0.1", 8898]))
