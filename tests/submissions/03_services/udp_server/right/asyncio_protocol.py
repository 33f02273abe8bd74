"""Right: asyncio, with a class for the protocol and one for the zone."""
import asyncio
import ipaddress
import struct
import sys


class Zone:
    def __init__(self, path):
        self.names = {}
        with open(path) as file:
            for line in file:
                self.add(line.split("#", 1)[0].split())

    def add(self, words):
        if len(words) < 2:
            return
        try:
            address = ipaddress.IPv4Address(words[0])
        except ValueError:
            return
        for name in words[1:]:
            self.names.setdefault(name.casefold(), []).append(address.packed)


class DnsProtocol(asyncio.DatagramProtocol):
    def __init__(self, zone):
        self.zone = zone

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, addr):
        try:
            answer = self.answer(data)
        except Exception as error:
            print("could not answer", addr, repr(error))
            return
        if answer:
            self.transport.sendto(answer, addr)

    def answer(self, data):
        if len(data) < 12 or data[2] & 0x80:
            return None
        ident, flags, qdcount = struct.unpack("!HHH", data[:6])
        out = 0x8000 | flags & 0x7900
        if flags >> 11 & 15:
            return struct.pack("!6H", ident, out | 4, 0, 0, 0, 0)
        if qdcount == 0:
            return struct.pack("!6H", ident, out | 1, 0, 0, 0, 0)
        try:
            labels, pos = [], 12
            while data[pos] != 0:
                size = data[pos]
                if size & 0xC0:
                    raise IndexError("pointers do not belong into a question")
                if pos + 1 + size > len(data):
                    raise IndexError
                labels.append(data[pos + 1:pos + 1 + size].decode("latin-1"))
                pos += size + 1
            qtype, qclass = struct.unpack("!HH", data[pos + 1:pos + 5])
        except (IndexError, struct.error):
            return struct.pack("!6H", ident, out | 1, 0, 0, 0, 0)
        question = data[12:pos + 5]
        found = self.zone.names.get(".".join(labels).casefold())
        out |= 0x0400
        if found is None:
            return struct.pack("!6H", ident, out | 3, 1, 0, 0, 0) + question
        if qtype != 1 or qclass != 1:
            found = []
        head = struct.pack("!6H", ident, out, 1, len(found), 0, 0)
        return head + question + b"".join(
            b"\xc0\x0c" + struct.pack("!HHIH", 1, 1, 60, 4) + packed for packed in found)


async def main():
    loop = asyncio.get_running_loop()
    zone = Zone(sys.argv[3])
    await loop.create_datagram_endpoint(
        lambda: DnsProtocol(zone), local_addr=(sys.argv[1], int(sys.argv[2])))
    print("ready", flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
