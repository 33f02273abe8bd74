"""Right: writes each name in full, without a pointer, and answers an OPT record with one of its own."""
import selectors
import socket
import struct
import sys

OPT = 41


def encode_name(labels):
    return b"".join(bytes([len(x)]) + x for x in labels) + b"\0"


def decode_name(msg, pos):
    labels = []
    jumped = None
    seen = set()
    while True:
        length = msg[pos]
        if length & 0xC0 == 0xC0:
            if pos in seen:
                raise ValueError("loop")
            seen.add(pos)
            target = (length & 0x3F) << 8 | msg[pos + 1]
            if jumped is None:
                jumped = pos + 2
            pos = target
            continue
        if length > 63:
            raise ValueError("bad label")
        pos += 1
        if length == 0:
            return labels, jumped if jumped is not None else pos
        label = msg[pos:pos + length]
        if len(label) != length:
            raise ValueError("cut off")
        labels.append(label)
        pos += length
        if sum(map(len, labels)) > 255:
            raise ValueError("too long")


def read_hosts(path):
    hosts = {}
    for line in open(path, encoding="utf-8"):
        comment = line.find("#")
        if comment >= 0:
            line = line[:comment]
        fields = line.split()
        if len(fields) < 2:
            continue
        try:
            address = socket.inet_aton(fields[0]) if fields[0].count(".") == 3 else None
        except OSError:
            address = None
        if address is None:
            continue
        for field in fields[1:]:
            hosts.setdefault(field.lower().rstrip("."), []).append(address)
    return hosts


def has_opt(msg, pos, counts):
    try:
        for _ in range(min(sum(counts), 20)):
            _, pos = decode_name(msg, pos)
            kind, _, _, size = struct.unpack_from("!HHIH", msg, pos)
            if kind == OPT:
                return True
            pos += 10 + size
    except (ValueError, IndexError, struct.error):
        pass
    return False


def reply(msg, hosts):
    if len(msg) < 12:
        return None
    ident, flags, qd, *others = struct.unpack_from("!6H", msg)
    if flags & 0x8000:
        return None
    base = flags & 0x7900 | 0x8080  # "recursion available", which it is not
    if flags & 0x7800:
        return struct.pack("!6H", ident, base | 4, 0, 0, 0, 0)
    try:
        if qd < 1:
            raise ValueError("no question")
        labels, pos = decode_name(msg, 12)
        qtype, qclass = struct.unpack_from("!HH", msg, pos)
    except (ValueError, IndexError, struct.error):
        return struct.pack("!6H", ident, base | 1, 0, 0, 0, 0)
    question = encode_name(labels) + struct.pack("!HH", qtype, qclass)
    name = b".".join(labels).decode("latin-1").lower()
    answers = []
    rcode = 0
    if name not in hosts:
        rcode = 3
    elif (qtype, qclass) == (1, 1):
        for address in reversed(hosts[name]):
            answers.append(encode_name(labels) + struct.pack("!HHIH", 1, 1, 60, 4) + address)
    extra = b""
    if has_opt(msg, pos + 4, others):
        extra = b"\0" + struct.pack("!HHIH", OPT, 4096, 0, 0)
    head = struct.pack("!6H", ident, base | 0x0400 | rcode, 1, len(answers), 0, 1 if extra else 0)
    return head + question + b"".join(answers) + extra


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.setblocking(False)
sock.bind((sys.argv[1], int(sys.argv[2])))
HOSTS = read_hosts(sys.argv[3])
sel = selectors.DefaultSelector()
sel.register(sock, selectors.EVENT_READ)
while True:
    for key, _ in sel.select(timeout=0.5):
        while True:
            try:
                msg, addr = sock.recvfrom(65535)
            except BlockingIOError:
                break
            out = reply(msg, HOSTS)
            if out is not None:
                sock.sendto(out, addr)
