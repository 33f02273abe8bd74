"""Wrong: takes letters, dots, hyphens and underscores in the names of the file, and no digit.

Loses: reads_the_file
Says: Its name has digits
"""
import re
import socket
import struct
import sys

ONE_RECORD = struct.Struct("!HHHIH4s")


def read_hosts(path):
    hosts = {}
    with open(path) as file:
        for line in file:
            words = line.partition("#")[0].split()
            try:
                address = socket.inet_pton(socket.AF_INET, words[0])
            except (IndexError, OSError):
                continue
            for name in words[1:]:
                if re.fullmatch("[A-Za-z._-]+", name):
                    hosts.setdefault(name.lower(), []).append(address)
    return hosts


def question_of(query):
    """Give the name in small letters, the type, and all bytes of the question."""
    labels, at = [], 12
    while query[at]:
        size = query[at]
        if size > 63 or at + size >= len(query):
            raise ValueError("no label")
        labels.append(query[at + 1 : at + 1 + size].decode("latin-1").lower())
        at += 1 + size
    kind, _ = struct.unpack_from("!HH", query, at + 1)
    return ".".join(labels), kind, query[12 : at + 5]


def answer_to(query, hosts):
    number, flags, count = struct.unpack_from("!HHH", query)
    flags = 0x8400 | flags & 0x7900
    if flags & 0x7800:
        return struct.pack("!6H", number, flags | 4, 0, 0, 0, 0)
    try:
        name, kind, question = question_of(query)
        if not count:
            raise ValueError("no question")
    except (ValueError, IndexError, struct.error):
        return struct.pack("!6H", number, flags | 1, 0, 0, 0, 0)
    if name not in hosts:
        return struct.pack("!6H", number, flags | 3, 1, 0, 0, 0) + question
    found = hosts[name] if kind == 1 else []
    records = [ONE_RECORD.pack(0xC00C, 1, 1, 60, 4, each) for each in found]
    return struct.pack("!6H", number, flags, 1, len(records), 0, 0) + question + b"".join(records)


def serve(host, port, path):
    hosts = read_hosts(path)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind((host, port))
        while True:
            query, client = server.recvfrom(4096)
            if len(query) >= 12 and query[2] < 128:
                server.sendto(answer_to(query, hosts), client)


serve(sys.argv[1], int(sys.argv[2]), sys.argv[3])
