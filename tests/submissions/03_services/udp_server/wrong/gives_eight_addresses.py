"""Wrong: gives eight addresses of a name at most.

Loses: gives_every_address
Says: The name has 12 addresses in the file, and 8 came
"""
import io
import logging
import queue
import socket
import sys
import threading
from typing import Dict, List, NamedTuple, Optional, Tuple

log = logging.getLogger("dns")
Address = Tuple[str, int]


class Letter(NamedTuple):
    data: bytes
    client: Address


class TooShort(Exception):
    pass


class Reader(io.BytesIO):
    def exactly(self, size: int) -> bytes:
        data = self.read(size)
        if len(data) != size:
            raise TooShort
        return data

    def u8(self) -> int:
        return self.exactly(1)[0]

    def u16(self) -> int:
        return int.from_bytes(self.exactly(2), "big")

    def name(self) -> str:
        labels = []
        while True:
            size = self.u8()
            if size == 0:
                return ".".join(labels)
            if size > 63:
                raise TooShort
            labels.append(self.exactly(size).decode("latin-1"))


class Zone:
    """name -> addresses"""

    def __init__(self) -> None:
        self.addresses: Dict[str, List[bytes]] = {}

    def load(self, path: str) -> None:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            for number, line in enumerate(file, 1):
                words = line.split("#", 1)[0].split()
                if not words:
                    continue
                address, names = words[0], words[1:]
                parts = address.split(".")
                if len(parts) != 4 or not all(p.isdecimal() and p.isascii() and len(p) < 4 and int(p) < 256 for p in parts):
                    log.warning("line %d is not used", number)
                    continue
                for name in names:
                    self.addresses.setdefault(name.lower(), []).append(bytes(int(p) for p in parts))

    def answer(self, data: bytes) -> Optional[bytes]:
        reader = Reader(data)
        try:
            ident, flags, count = reader.u16(), reader.u16(), reader.u16()
            reader.exactly(6)
        except TooShort:
            return None
        if flags >> 15:
            return None
        opcode = flags >> 11 & 0b1111
        rd = flags >> 8 & 1
        if opcode != 0:
            return self.message(ident, opcode, 0, rd, 4)
        if count == 0:
            return self.message(ident, opcode, 0, rd, 1)
        try:
            name = reader.name()
            kind, network = reader.u16(), reader.u16()
        except TooShort:
            return self.message(ident, opcode, 0, rd, 1)
        question = data[12:reader.tell()]
        found = self.addresses.get(name.lower())
        if found is None:
            return self.message(ident, opcode, 1, rd, 3, question)
        if kind != 1 or network != 1:
            return self.message(ident, opcode, 1, rd, 0, question)
        return self.message(ident, opcode, 1, rd, 0, question, found[:8])

    @staticmethod
    def message(ident: int, opcode: int, aa: int, rd: int, rcode: int, question: bytes = b"",
                found: Tuple[bytes, ...] = ()) -> bytes:
        flags = 1 << 15 | opcode << 11 | aa << 10 | rd << 8 | rcode
        out = io.BytesIO()
        for number in (ident, flags, 1 if question else 0, len(found), 0, 0):
            out.write(number.to_bytes(2, "big"))
        out.write(question)
        for address in found:
            out.write(b"\xc0\x0c")
            for number, width in ((1, 2), (1, 2), (60, 4), (len(address), 2)):
                out.write(number.to_bytes(width, "big"))
            out.write(address)
        return out.getvalue()


def think(zone: Zone, inbox: "queue.Queue[Letter]", outbox: "queue.Queue[Letter]") -> None:
    while True:
        letter = inbox.get()
        try:
            answer = zone.answer(letter.data)
        except Exception:
            log.exception("query of %s", letter.client)
            continue
        if answer is not None:
            outbox.put(Letter(answer, letter.client))


def send(sock: socket.socket, outbox: "queue.Queue[Letter]") -> None:
    while True:
        letter = outbox.get()
        try:
            sock.sendto(letter.data, letter.client)
        except OSError as problem:
            log.warning("%s: %s", letter.client, problem)


def serve(host: str, port: int, path: str) -> None:
    logging.basicConfig(level=logging.INFO)
    zone = Zone()
    zone.load(path)
    inbox: "queue.Queue[Letter]" = queue.Queue()
    outbox: "queue.Queue[Letter]" = queue.Queue()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind((host, port))
        threading.Thread(target=think, args=(zone, inbox, outbox), daemon=True).start()
        threading.Thread(target=send, args=(sock, outbox), daemon=True).start()
        while True:
            try:
                inbox.put(Letter(*sock.recvfrom(65535)))
            except ConnectionError as problem:
                log.warning("%s", problem)


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    HOSTS_FILE = sys.argv[3] if len(sys.argv) > 3 else "hosts.txt"
    serve(HOST, PORT, HOSTS_FILE)
