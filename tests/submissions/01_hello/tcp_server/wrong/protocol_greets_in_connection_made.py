"""Wrong: an asyncio Protocol that writes `hi` in connection_made already.

Loses: waits_for_the_client
Says: spoke before the client had said anything
"""
import asyncio
import sys


class Server(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport
        transport.write(b"hi")

    def data_received(self, data):
        print("received", data.decode())
        self.transport.close()

    def connection_lost(self, exc):
        asyncio.get_running_loop().stop()


def main(host, port):
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(loop.create_server(Server, host, port))
    loop.run_forever()
    server.close()
    loop.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
