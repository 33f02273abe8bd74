"""The format of messages."""
import socket
import struct

NOERROR = 0
REASONS = {1: "format error", 2: "server failure", 3: "no such name", 4: "not implemented", 5: "refused"}


class BadMessage(Exception):
    pass


def make_query(ident, name):
    out = bytearray(struct.pack("!HBBHHHH", ident, 1, 0, 1, 0, 0, 0))
    for label in name.split("."):
        out.append(len(label))
        out.extend(label.encode("ascii"))
    out.append(0)
    out += struct.pack("!HH", 1, 1)
    return bytes(out)


class Message:
    def __init__(self, data):
        if len(data) < 12:
            raise BadMessage("short")
        self.data = data
        self.ident, self.flags, qd, self.ancount = struct.unpack("!4H", data[:8])
        self.rcode = self.flags & 0xF
        self.question, self.offset = self.read_name(12)
        self.offset += 4

    def read_name(self, offset):
        visited = set()
        labels = []
        after = None
        try:
            while True:
                if offset in visited:
                    raise BadMessage("loop")
                visited.add(offset)
                length = self.data[offset]
                kind = length >> 6
                if kind == 3:
                    if after is None:
                        after = offset + 2
                    offset = (length & 63) << 8 | self.data[offset + 1]
                elif kind == 0:
                    offset += 1
                    if length == 0:
                        break
                    labels.append(self.data[offset : offset + length])
                    offset += length
                else:
                    raise BadMessage("reserved label type")
        except IndexError:
            raise BadMessage("cut off") from None
        return b".".join(labels).decode("latin-1").lower(), after if after is not None else offset

    def records(self):
        offset = self.offset
        for _ in range(self.ancount):
            owner, offset = self.read_name(offset)
            rtype, rclass, ttl, rdlength = struct.unpack_from("!HHIH", self.data, offset)
            offset += 10
            yield owner, rtype, offset, rdlength
            offset += rdlength

    def addresses(self):
        wanted = self.question
        for owner, rtype, offset, rdlength in self.records():
            if owner != wanted:
                continue
            if rtype == 5:
                wanted, _ = self.read_name(offset)
            if rtype == 1:
                yield socket.inet_ntoa(self.data[offset : offset + rdlength])
