"""Wrong: a mutable default argument collects the records of all queries, and each answer has all of them.

Loses: gives_every_address, ignores_case, reads_the_file, takes_edns, survives_any_bytes
Says: which had been asked for before.
Points: 14
"""
import enum
import socket
import socketserver
import sys


class Code(enum.IntEnum):
    NOERROR = 0
    FORMERR = 1
    NXDOMAIN = 3
    NOTIMP = 4


class CutOff(Exception):
    pass


class Silence(Exception):
    pass


class Cursor:
    def __init__(self, message: bytes) -> None:
        self.view = memoryview(message)
        self.at = 0

    def take(self, count: int) -> bytes:
        piece = self.view[self.at : self.at + count]
        if len(piece) != count:
            raise CutOff
        self.at += count
        return piece.tobytes()

    def number(self) -> int:
        return int.from_bytes(self.take(2), "big")

    def name(self) -> bytes:
        labels: list[bytes] = []
        while size := self.take(1)[0]:
            if size >= 64:
                raise CutOff
            labels.append(self.take(size))
        return b".".join(labels).lower()


class Hosts:
    def __init__(self, path: str) -> None:
        self.addresses: dict[bytes, list[bytes]] = {}
        with open(path, "rb") as file:
            for line in file:
                self.add(line.split(b"#", 1)[0].split())

    def add(self, words: list[bytes]) -> None:
        match words:
            case [first, *names]:
                try:
                    address = socket.inet_pton(socket.AF_INET, first.decode("ascii"))
                except (OSError, ValueError):
                    return
                for name in names:
                    self.addresses.setdefault(name.lower(), []).append(address)


class Message:
    def __init__(self, data: bytes, hosts: Hosts) -> None:
        self.data = data
        self.hosts = hosts
        self.cursor = Cursor(data)

    def reply(self) -> bytes:
        if len(self.data) < 12:
            raise Silence
        self.ident, self.flags, self.qdcount, *_ = [self.cursor.number() for _ in range(6)]
        if self.flags >> 15:
            raise Silence
        if self.flags >> 11 & 15:
            return self.form(Code.NOTIMP)
        if self.qdcount == 0:
            return self.form(Code.FORMERR)
        try:
            name = self.cursor.name()
            qtype = self.cursor.number()
            qclass = self.cursor.number()
        except CutOff:
            return self.form(Code.FORMERR)
        question = self.data[12 : self.cursor.at]
        known = self.hosts.addresses.get(name)
        if known is None:
            return self.form(Code.NXDOMAIN, question)
        if qtype != 1 or qclass != 1:
            return self.form(Code.NOERROR, question)
        return self.form(Code.NOERROR, question, known)

    def form(self, code: Code, question: bytes = b"", addresses: list[bytes] = (), records: list[bytes] = []) -> bytes:
        records += [self.record(address) for address in addresses]
        aa = 0x0400 if code in (Code.NOERROR, Code.NXDOMAIN) else 0
        flags = 0x8000 | self.flags & 0x7900 | aa | code
        numbers = (self.ident, flags, 1 if question else 0, len(records), 0, 0)
        return b"".join([*(n.to_bytes(2, "big") for n in numbers), question, *records])

    @staticmethod
    def record(address: bytes) -> bytes:
        return bytes.fromhex("c00c 0001 0001 0000003c 0004") + address


class Handler(socketserver.DatagramRequestHandler):
    def handle(self) -> None:
        data = self.rfile.read()
        try:
            self.wfile.write(Message(data, self.server.hosts).reply())
        except Silence:
            print("silent towards", self.client_address)

    def finish(self) -> None:
        if self.wfile.getvalue():
            super().finish()


def serve(host: str, port: int, path: str) -> None:
    with socketserver.UDPServer((host, port), Handler) as server:
        server.hosts = Hosts(path)
        server.serve_forever()


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    HOSTS_FILE = sys.argv[3] if len(sys.argv) > 3 else "hosts.txt"
    serve(HOST, PORT, HOSTS_FILE)
