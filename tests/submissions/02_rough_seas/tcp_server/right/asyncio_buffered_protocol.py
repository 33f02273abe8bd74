"""Right: asyncio's BufferedProtocol, which reads straight into the place that is still missing."""
import asyncio
import socket
import struct
import sys


class Frames(asyncio.BufferedProtocol):
    def connection_made(self, transport):
        self.transport = transport
        name = socket.gethostname()
        self.reply(f"ready {name}".encode())
        self.expect(4, self.got_header)

    def reply(self, body):
        self.transport.writelines([struct.pack("!L", len(body)), body])

    def expect(self, count, then):
        self.place, self.filled, self.then = bytearray(count), 0, then

    def get_buffer(self, sizehint):
        return memoryview(self.place)[self.filled:]

    def buffer_updated(self, nbytes):
        self.filled += nbytes
        if self.filled == len(self.place):
            self.then(bytes(self.place))

    def got_header(self, header):
        (count,) = struct.unpack("!L", header)
        if count > 16 * 1024**2:
            self.transport.close()
            self.expect(1, lambda ignored: None)
        elif count == 0:
            self.got_body(b"")
        else:
            self.expect(count, self.got_body)

    def got_body(self, body):
        self.reply(body[::-1])
        self.expect(4, self.got_header)


async def main(address):
    loop = asyncio.get_event_loop()
    if len(address) == 1:
        server = await loop.create_unix_server(Frames, address[0])
    else:
        server = await loop.create_server(Frames, address[0], address[1])
    await server.serve_forever()


asyncio.run(main(sys.argv[1:] if len(sys.argv) > 1 else ["127.0.0.1", 8898]))
