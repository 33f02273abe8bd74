"""Right: a task of asyncio for each query, which takes some milliseconds, so answers overtake each other."""
import asyncio
import random
import socket
import struct
import sys
from dataclasses import dataclass, field


@dataclass
class Message:
    id: int = 0
    flags: int = 0
    question: bytes = b""
    answers: list = field(default_factory=list)

    def pack(self):
        return struct.pack("!6H", self.id, self.flags, bool(self.question), len(self.answers), 0, 0) + \
            self.question + b"".join(self.answers)


def split_name(data):
    """Yield the labels at the beginning of data, then what comes after the name."""
    while True:
        size, data = data[0], data[1:]
        if size == 0:
            yield data
            return
        if size > 63 or size > len(data):
            raise IndexError("no such label")
        yield data[:size]
        data = data[size:]


def resolve(data, hosts):
    ident, flags, count = struct.unpack_from("!3H", data)
    out = Message(ident, 0x8000 | flags & 0x7900)
    if flags & 0x7800:
        out.flags |= 4
        return out
    try:
        if not count:
            raise IndexError
        *labels, rest = split_name(data[12:])
        kind, net = struct.unpack_from("!2H", rest)
    except (IndexError, struct.error):
        out.flags |= 1
        return out
    out.question = data[12:len(data) - len(rest) + 4]
    name = ".".join(label.decode("utf-8", "replace") for label in labels).lower()
    match (name in hosts, kind, net):
        case (False, _, _):
            out.flags |= 3
        case (True, 1, 1):
            out.flags |= 0x0400
            out.answers = [struct.pack("!HHHIH", 0xC00C, 1, 1, 60, 4) + ip for ip in hosts[name]]
            random.shuffle(out.answers)
    return out


async def work(loop, sock, data, client, hosts):
    await asyncio.sleep(random.random() / 100)
    print("answering", client, len(data), "bytes")
    await loop.sock_sendto(sock, resolve(data, hosts).pack(), client)


def load(path):
    hosts = {}
    with open(path) as lines:
        for number, line in enumerate(lines, 1):
            words = line.split("#")[0].split()
            if not words:
                continue
            try:
                ip = socket.inet_pton(socket.AF_INET, words[0])
            except OSError as error:
                print(f"line {number}: {error}", file=sys.stderr)
                continue
            for name in map(str.lower, words[1:]):
                hosts.setdefault(name, []).append(ip)
    return hosts


async def main(host, port, path):
    hosts = load(path)
    loop = asyncio.get_running_loop()
    tasks = set()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.setblocking(False)
        sock.bind((host, int(port)))
        while True:
            data, client = await loop.sock_recvfrom(sock, 65535)
            if len(data) < 12 or data[2] & 0x80:
                continue
            task = asyncio.create_task(work(loop, sock, data, client, hosts))
            tasks.add(task)
            task.add_done_callback(tasks.discard)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
