"""Right: the header and the records are structures of ctypes; a pool of threads answers."""
import ctypes
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from enum import IntEnum


class Code(IntEnum):
    NOERROR = 0
    FORMERR = 1
    NXDOMAIN = 3
    NOTIMP = 4


class Header(ctypes.BigEndianStructure):
    _pack_ = 1
    _fields_ = [
        ("id", ctypes.c_uint16),
        ("qr", ctypes.c_uint16, 1), ("opcode", ctypes.c_uint16, 4), ("aa", ctypes.c_uint16, 1),
        ("tc", ctypes.c_uint16, 1), ("rd", ctypes.c_uint16, 1), ("ra", ctypes.c_uint16, 1),
        ("z", ctypes.c_uint16, 3), ("rcode", ctypes.c_uint16, 4),
        ("qdcount", ctypes.c_uint16), ("ancount", ctypes.c_uint16),
        ("nscount", ctypes.c_uint16), ("arcount", ctypes.c_uint16),
    ]


class ARecord(ctypes.BigEndianStructure):
    _pack_ = 1
    _fields_ = [
        ("name", ctypes.c_uint16), ("type", ctypes.c_uint16), ("cls", ctypes.c_uint16),
        ("ttl", ctypes.c_uint32), ("rdlength", ctypes.c_uint16), ("address", ctypes.c_uint8 * 4),
    ]


def parse(query):
    """(name, type, class, question bytes), or None if it makes no sense."""
    rest, labels = query[12:], []
    while rest and rest[0]:
        size, rest = rest[0], rest[1:]
        if size >= 64 or size > len(rest):
            return None
        label, rest = rest[:size], rest[size:]
        labels.append(label.decode("utf-8", "surrogateescape"))
    if len(rest) < 5:
        return None
    name = ".".join(labels)
    return name, rest[1] * 256 + rest[2], rest[3] * 256 + rest[4], query[12:len(query) - len(rest) + 5]


def work(sock, query, client):
    if len(query) < ctypes.sizeof(Header):
        return
    header = Header.from_buffer_copy(query)
    if header.qr:
        return
    header.qr, header.aa, header.tc, header.ra, header.z = 1, 0, 0, 0, 0
    wanted = header.qdcount
    header.qdcount = header.ancount = header.nscount = header.arcount = 0
    body = b""
    if header.opcode:
        header.rcode = Code.NOTIMP
    elif not wanted or (parsed := parse(query)) is None:
        header.rcode = Code.FORMERR
    else:
        name, kind, cls, question = parsed
        header.qdcount, body = 1, question
        addresses = hosts.get(name.lower())
        if addresses is None:
            header.rcode = Code.NXDOMAIN
        else:
            header.rcode, header.aa = Code.NOERROR, 1
            for address in addresses if (kind, cls) == (1, 1) else []:
                body += bytes(ARecord(0xC00C, 1, 1, 60, 4, (ctypes.c_uint8 * 4)(*address)))
                header.ancount += 1
    sock.sendto(bytes(header) + body, client)


hosts = {}
for line in open(sys.argv[3], encoding="latin-1"):
    match line.split("#")[0].split():
        case [first, *names]:
            try:
                packed = socket.inet_pton(socket.AF_INET, first)
            except OSError:
                continue
            for name in names:
                hosts.setdefault(name.lower(), []).append(packed)

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock, ThreadPoolExecutor(4) as pool:
    sock.bind((sys.argv[1], int(sys.argv[2])))
    while True:
        pool.submit(work, sock, *sock.recvfrom(65535))
