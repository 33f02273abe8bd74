"""Right: asyncio, a datagram protocol with a future, wait_for() of a second each time."""
import asyncio
import ipaddress
import random
import struct
import sys


class Lookup(asyncio.DatagramProtocol):
    def __init__(self, server, name):
        self.server, self.name = server, name
        self.ident = None
        self.future = asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, addr):
        if addr != self.server or self.future.done() or len(data) < 12:
            return
        if struct.unpack("!H", data[:2])[0] != self.ident:
            return
        try:
            name, _ = read_name(data, 12)
        except (IndexError, RecursionError):
            return
        if name.lower() == self.name.lower():
            self.future.set_result(data)

    def error_received(self, exc):
        print("debug: socket says", exc)

    def ask(self):
        self.ident = random.randrange(65536)
        message = struct.pack("!HHHHHH", self.ident, 0x0100, 1, 0, 0, 0)
        for label in self.name.split("."):
            message += struct.pack("!B", len(label)) + label.encode("ascii")
        message += b"\x00" + struct.pack("!HH", 1, 1)
        self.transport.sendto(message, self.server)


def read_name(data, pos):
    parts = []
    while data[pos] != 0:
        if data[pos] & 0xC0 == 0xC0:
            target = ((data[pos] & 0x3F) << 8) | data[pos + 1]
            rest, _ = read_name(data, target)
            return ".".join(parts + [rest]) if rest else ".".join(parts), pos + 2
        parts.append(data[pos + 1 : pos + 1 + data[pos]].decode("ascii", "replace"))
        pos += 1 + data[pos]
    return ".".join(parts), pos + 1


async def main(name, host, port):
    loop = asyncio.get_running_loop()
    transport, lookup = await loop.create_datagram_endpoint(
        lambda: Lookup((host, port), name), local_addr=("0.0.0.0", 0)
    )
    try:
        for attempt in range(1, 4):
            print(f"attempt {attempt}")
            lookup.ask()
            try:
                data = await asyncio.wait_for(asyncio.shield(lookup.future), 1)
                break
            except asyncio.TimeoutError:
                continue
        else:
            raise SystemExit("timeout: no answer from %s" % host)
    finally:
        transport.close()
    rcode = data[3] & 15
    if rcode:
        raise SystemExit(f"rcode {rcode}")
    qd, an = struct.unpack("!HH", data[4:8])
    pos = 12
    for _ in range(qd):
        _, pos = read_name(data, pos)
        pos += 4
    count = 0
    for _ in range(an):
        _, pos = read_name(data, pos)
        kind, _, _, length = struct.unpack("!HHIH", data[pos : pos + 10])
        pos += 10
        if kind == 1:
            print("address:", ipaddress.IPv4Address(data[pos : pos + length]))
            count += 1
        pos += length
    if not count:
        raise SystemExit("no address")


asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
