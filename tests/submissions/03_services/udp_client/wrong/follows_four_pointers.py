"""Wrong: follows four pointers in a name, and no fifth one.

Loses: reads_compressed_names
Says: pointers to pointers
"""
import asyncio
import secrets
import socket
import struct
import sys


class Stray(Exception):
    """Not an answer to our question."""


class LookupFailed(Exception):
    pass


ERRORS = {1: "FORMERR", 2: "SERVFAIL", 3: "NXDOMAIN", 4: "NOTIMP", 5: "REFUSED"}


def encode_name(name):
    return b"".join(bytes([len(label)]) + label for label in name.encode("ascii").split(b".")) + b"\0"


def decode_name(message, offset):
    """The name in small letters, and the offset of what comes after it."""
    labels, after, jumps = [], None, 0
    while True:
        size = message[offset]
        if size >= 192:
            target = (size & 63) << 8 | message[offset + 1]
            if after is None:
                after = offset + 2
            jumps += 1
            if jumps > 4:
                raise LookupFailed("too many pointers")
            offset = target
        elif size:
            labels.append(message[offset + 1:offset + 1 + size].decode("latin-1").lower())
            offset += 1 + size
        else:
            return ".".join(labels), after or offset + 1


class Lookup(asyncio.DatagramProtocol):
    def __init__(self, name, outcome):
        self.name = name
        self.id = secrets.randbelow(65536)
        self.outcome = outcome
        self.query = struct.pack("!6H", self.id, 0x0100, 1, 0, 0, 0) + encode_name(name) + b"\0\1\0\1"

    def datagram_received(self, data, addr):
        if self.outcome.done():
            return
        try:
            self.outcome.set_result(self.read(data))
        except Stray as reason:
            print("passed over:", reason, file=sys.stderr)
        except (IndexError, struct.error):
            self.outcome.set_exception(LookupFailed("the answer cannot be read"))
        except LookupFailed as problem:
            self.outcome.set_exception(problem)

    def error_received(self, exc):
        print("not yet:", exc, file=sys.stderr)

    def read(self, data):
        if data[:2] != self.id.to_bytes(2, "big"):
            raise Stray("another ID")
        _, flags, questions, answers = struct.unpack_from("!4H", data)
        offset = 12
        wanted = self.name.lower()
        for _ in range(questions):
            asked, offset = decode_name(data, offset)
            if asked != wanted or data[offset:offset + 4] != b"\0\1\0\1":
                raise Stray("another question")
            offset += 4
        rcode = flags & 15
        if rcode:
            raise LookupFailed(ERRORS.get(rcode, "error %d" % rcode))
        addresses = []
        for _ in range(answers):
            owner, offset = decode_name(data, offset)
            kind, network, _, length = struct.unpack_from("!HHIH", data, offset)
            offset += 10
            if owner == wanted and network == 1:
                if kind == 5:
                    wanted, _ = decode_name(data, offset)
                elif kind == 1 and length == 4:
                    addresses.append(socket.inet_ntoa(data[offset:offset + 4]))
            offset += length
        if not addresses:
            raise LookupFailed("no address")
        return addresses


async def look_up(name, host, port):
    loop = asyncio.get_running_loop()
    outcome = loop.create_future()
    transport, lookup = await loop.create_datagram_endpoint(
        lambda: Lookup(name, outcome), remote_addr=(host, port))
    try:
        for _ in range(3):
            transport.sendto(lookup.query)
            done, _ = await asyncio.wait([outcome], timeout=1)
            if done:
                return outcome.result()
        raise LookupFailed("no answer")
    finally:
        transport.close()


if __name__ == "__main__":
    NAME = sys.argv[1] if len(sys.argv) > 1 else "www.example.com"
    HOST = sys.argv[2] if len(sys.argv) > 2 else "127.0.0.1"
    PORT = int(sys.argv[3]) if len(sys.argv) > 3 else 8080
    try:
        print("\n".join(asyncio.run(look_up(NAME, HOST, PORT))))
    except (LookupFailed, OSError) as problem:
        sys.exit(f"{NAME}: {problem}")
