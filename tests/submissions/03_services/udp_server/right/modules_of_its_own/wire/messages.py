"""DNS messages."""
import struct


class NotForUs(Exception):
    pass


class Bad(Exception):
    def __init__(self, ident, flags, code):
        super().__init__()
        self.response = struct.pack("!6H", ident, 0x8000 | flags & 0x7900 | code, 0, 0, 0, 0)


class Query:
    def __init__(self, data):
        if len(data) < 12:
            raise NotForUs
        self.ident, self.flags, count = struct.unpack("!3H6x", data[:12])
        if self.flags & 0x8000:
            raise NotForUs
        if self.flags & 0x7800:
            raise Bad(self.ident, self.flags, 4)
        if not count:
            raise Bad(self.ident, self.flags, 1)
        labels, place = [], 12
        try:
            while data[place]:
                assert data[place] < 64
                size = data[place]
                label = struct.unpack_from(f"{size}s", data, place + 1)[0]
                labels.append(label)
                place += 1 + size
            self.kind, self.network = struct.unpack_from("!HH", data, place + 1)
        except (IndexError, AssertionError, struct.error):
            raise Bad(self.ident, self.flags, 1) from None
        self.name = b".".join(labels).decode("ascii", "replace")
        self.question = data[12:place + 5]

    @property
    def wants_addresses(self):
        return self.kind == 1 and self.network == 1

    def respond(self, code, addresses=()):
        flags = 0x8400 | self.flags & 0x0100 | code
        head = struct.pack("!6H", self.ident, flags, 1, len(addresses), 0, 0)
        records = [struct.pack("!HHHLH", 0xC00C, 1, 1, 60, 4) + each for each in addresses]
        return head + self.question + b"".join(records)
