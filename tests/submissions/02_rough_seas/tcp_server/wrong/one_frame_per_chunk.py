"""Wrong: "if" where "while" should be: each arrival of data answers one frame at most.

Loses: takes_frames_in_one_segment
Says: only one is looked at for each arrival
"""
import asyncio
import socket
import struct
import sys


class Reverser(asyncio.Protocol):
    buffer = b""

    def connection_made(self, transport):
        self.transport = transport
        self.write(("ready " + socket.gethostname()).encode())

    def write(self, body):
        self.transport.write(struct.pack("!I", len(body)) + body)

    def data_received(self, data):
        self.buffer += data
        if len(self.buffer) >= 4:
            n, = struct.unpack_from("!I", self.buffer)
            if n > 16 * 1024 * 1024:
                self.transport.abort()
            elif len(self.buffer) >= 4 + n:
                body = self.buffer[4:4 + n]
                self.buffer = self.buffer[4 + n:]
                self.write(body[::-1])


async def main():
    loop = asyncio.get_running_loop()
    args = sys.argv[1:] or ["127.0.0.1", 8898]
    if len(args) == 2:
        server = await loop.create_server(Reverser, args[0], args[1])
    else:
        server = await loop.create_unix_server(Reverser, args[0])
    async with server:
        await server.serve_forever()


asyncio.run(main())
