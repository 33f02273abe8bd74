"""Right: keeps names as the bytes that travel, and finds the question by them; a table of ready records."""
import socket
import sys
from struct import pack

RECORD = bytes.fromhex("c00c 0001 0001 0000003c 0004")


def wire(name):
    """The name as labels, in small letters: no length byte is a letter, so lower() leaves them."""
    return b"".join(pack("B", len(label)) + label.encode() for label in name.split(".")).lower() + b"\0"


def zone(path):
    records = {}
    for line in open(path):
        fields = line[:line.find("#")].split() if "#" in line else line.split()
        for name in fields[1:]:
            try:
                rdata = bytes(map(int, fields[0].split(".")))
            except ValueError:
                break
            if len(rdata) == 4 and all(0 < len(x) < 64 for x in name.split(".")):
                records.setdefault(wire(name), []).append(RECORD + rdata)
    return records


def question(query):
    at = 12
    while at < len(query) and 0 < query[at] < 64:
        at += 1 + query[at]
    whole = query[12:at + 5]
    if at + 5 > len(query) or query[at]:
        return None
    return whole


def answers(records, query):
    if len(query) < 12 or query[2] >> 7:
        return
    opcode_and_rd = query[2] & 0b01111001
    code, body, counts = 0, b"", (0, 0)
    asked = question(query)
    if query[2] & 0b01111000:
        code = 4
    elif asked is None or query[4:6] == b"\0\0":
        code = 1
    else:
        mine = records.get(asked[:-4].lower())
        if mine is None:
            code = 3
        chosen = mine if mine and asked[-4:] == b"\0\1\0\1" else []
        counts = (1, len(chosen))
        body = asked + b"".join(chosen)
    yield query[:2] + bytes([0b10000100 | opcode_and_rd, code]) + pack("!4H", *counts, 0, 0) + body


with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as here:
    here.bind((sys.argv[1], int(sys.argv[2])))
    ours = zone(sys.argv[3])
    for query, client in iter(lambda: here.recvfrom(1 << 16), None):
        for answer in answers(ours, query):
            here.sendto(answer, client)
