"""Right: socketserver with a thread for each datagram, and a reader over BytesIO."""
import io
import logging
import socket
import socketserver
import struct
import sys

log = logging.getLogger("dns")
logging.basicConfig(level=logging.DEBUG)


class Cut(Exception):
    pass


class Reader:
    def __init__(self, data):
        self.file = io.BytesIO(data)

    def take(self, count):
        data = self.file.read(count)
        if len(data) < count:
            raise Cut(f"{count} bytes wanted, {len(data)} there")
        return data

    def number(self, size):
        return int.from_bytes(self.take(size), "big")

    def name(self):
        labels = []
        while True:
            size = self.number(1)
            if size == 0:
                return labels
            if size > 63:
                raise Cut("a label of more than 63 bytes")
            labels.append(self.take(size))


def load(path):
    table = {}
    with open(path, "rb") as file:
        for number, line in enumerate(file, 1):
            fields = line.partition(b"#")[0].split()
            if not fields:
                continue
            try:
                ip = socket.inet_pton(socket.AF_INET, fields[0].decode("ascii"))
            except (OSError, UnicodeDecodeError):
                log.warning("line %d is malformed", number)
                continue
            for name in fields[1:]:
                table.setdefault(tuple(name.lower().split(b".")), []).append(ip)
    return table


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        data, sock = self.request
        if len(data) < 12:
            return
        reader = Reader(data)
        ident, flags, questions = (reader.number(2) for _ in range(3))
        reader.take(6)
        if flags & 0x8000:
            return
        keep = flags & 0b0_1111_0010_0000000 | flags & 0x0100
        rcode, answers, question = 0, [], b""
        if flags & 0x7800:
            rcode = 4
        else:
            try:
                if not questions:
                    raise Cut("no question")
                name = reader.name()
                kind, net = reader.number(2), reader.number(2)
                question = data[12:reader.file.tell()]
                known = self.server.table.get(tuple(label.lower() for label in name))
                if known is None:
                    rcode = 3
                elif kind == 1 and net == 1:
                    answers = known
            except Cut as why:
                log.info("%s: %s", self.client_address, why)
                rcode = 1
        head = struct.pack(">HHHHHH", ident, 0x8400 | keep & 0x7900 | rcode, int(bool(question)), len(answers), 0, 0)
        body = b"".join(struct.pack(">HHHIH4s", 0xC00C, 1, 1, 60, 4, ip) for ip in answers)
        sock.sendto(head + question + body, self.client_address)


class Server(socketserver.ThreadingUDPServer):
    daemon_threads = True
    max_packet_size = 65535


if __name__ == "__main__":
    with Server((sys.argv[1], int(sys.argv[2])), Handler) as server:
        server.table = load(sys.argv[3])
        server.serve_forever()
