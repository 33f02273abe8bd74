"""Wrong: `if not data: break`, which an empty datagram comes to; its only except is in the hosts file.

Loses: survives_any_bytes
Says: an empty datagram is a datagram like any other
Never says: prints nothing
"""
import socket
import struct
import sys

A, IN = 1, 1
FORMERR, NXDOMAIN, NOTIMP = 1, 3, 4


def read_hosts(path):
    table = {}
    with open(path, encoding="utf-8", errors="replace") as file:
        for line in file:
            words = line.split("#")[0].split()
            if len(words) < 2:
                continue
            try:
                address = socket.inet_pton(socket.AF_INET, words[0])
            except OSError:
                continue
            for name in words[1:]:
                addresses = table.setdefault(name.lower(), [])
                if address not in addresses:
                    addresses.append(address)
    return table


def read_question(data):
    labels = []
    at = 12
    while True:
        length = data[at]
        at += 1
        if length == 0:
            break
        if length > 63:
            raise ValueError("not a label")
        label = data[at:at + length]
        if len(label) < length:
            raise IndexError("cut off")
        labels.append(label.decode("latin-1"))
        at += length
    kind, klass = struct.unpack_from("!HH", data, at)
    return ".".join(labels).lower(), kind, klass, data[12:at + 4]


def answer(data, table):
    if len(data) < 12:
        return None
    ident, flags, questions = struct.unpack_from("!HHH", data)
    if flags & 0x8000:
        return None
    opcode = flags & 0x7800
    base = 0x8000 | opcode | (flags & 0x0100)
    if opcode:
        return struct.pack("!6H", ident, base | NOTIMP, 0, 0, 0, 0)
    if questions == 0:
        return struct.pack("!6H", ident, base | FORMERR, 0, 0, 0, 0)
    try:
        name, kind, klass, question = read_question(data)
    except (IndexError, ValueError, struct.error):
        return struct.pack("!6H", ident, base | FORMERR, 0, 0, 0, 0)
    if name not in table:
        return struct.pack("!6H", ident, base | 0x0400 | NXDOMAIN, 1, 0, 0, 0) + question
    addresses = table[name] if kind == A and klass == IN else []
    records = b""
    for address in addresses:
        records += struct.pack("!HHHIH", 0xC00C, A, IN, 60, 4) + address
    return struct.pack("!6H", ident, base | 0x0400, 1, len(addresses), 0, 0) + question + records


def serve(host, port, path):
    table = read_hosts(path)
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    while True:
        data, client = sock.recvfrom(4096)
        if not data:
            break
        reply = answer(data, table)
        if reply is not None:
            sock.sendto(reply, client)


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), sys.argv[3])
