"""Wrong: a client that does not keep up with its answers is cut off (pause_writing aborts).

Loses: waits_for_a_late_reader
Says: This client reads late
"""
import asyncio
import socket
import sys


class Frames(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport
        self.inbox = bytearray()
        self.answer(b"ready " + socket.gethostname().encode())

    def answer(self, body):
        self.transport.write(len(body).to_bytes(4, "big") + body)

    def pause_writing(self):
        print("client is too slow")
        self.transport.abort()

    def data_received(self, data):
        self.inbox += data
        while len(self.inbox) >= 4:
            end = 4 + int.from_bytes(self.inbox[:4], "big")
            if end > 4 + 2**24:
                self.transport.abort()
                return
            if len(self.inbox) < end:
                return
            body = bytes(self.inbox[4:end])
            del self.inbox[:end]
            self.answer(body[::-1])


async def main():
    loop = asyncio.get_running_loop()
    if len(sys.argv) == 2:
        server = await loop.create_unix_server(Frames, sys.argv[1])
    elif len(sys.argv) == 3:
        server = await loop.create_server(Frames, sys.argv[1], int(sys.argv[2]))
    else:
        server = await loop.create_server(Frames, "127.0.0.1", 8898)
    await server.serve_forever()


asyncio.run(main())
