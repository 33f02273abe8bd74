"""Right: regular expressions for the file and for the question, a soa in its answers without records."""
import re
import socket
import sys

LINE = re.compile(r"\s*(\d{1,3}(?:\.\d{1,3}){3})((?:\s+[^\s#]+)+)\s*(?:#.*)?")


def table(text):
    found = {}
    for line in text.split("\n"):
        m = LINE.fullmatch(line)
        if m:
            numbers = [int(x) for x in m[1].split(".")]
            if max(numbers) <= 255:
                for name in m[2].split():
                    found.setdefault(name.lower().encode(), []).append(bytes(numbers))
    return found


def labels_of(wire):
    while wire[0]:
        size = wire[0]
        if size > 63 or len(wire) < size + 2:
            raise ValueError
        yield wire[1:size + 1]
        wire = wire[size + 1:]


def end_of(data):
    at = 12
    while data[at]:
        if data[at] > 63:
            raise ValueError
        at += data[at] + 1
    if at + 5 > len(data):
        raise ValueError
    return at + 1


def answer(data, hosts):
    third = 0x80 | data[2] & 0x79
    if data[2] & 0x78:
        return data[:2] + bytes([third, 4]) + bytes(8)
    try:
        if data[4:6] == b"\0\0":
            raise ValueError
        end = end_of(data)
        name = b".".join(labels_of(data[12:end])).lower()
    except (ValueError, IndexError):
        # the rest comes back as it is, counts and all
        return data[:2] + bytes([third, 1]) + data[4:]
    question, kind = data[12:end + 4], data[end:end + 4]
    known = hosts.get(name)
    records = [b"\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4" + ip for ip in known or () if kind == b"\0\1\0\1"]
    authority = b"" if records else SOA_OF
    header = data[:2] + bytes([third | 4, 0 if known else 3, 0, 1, 0, len(records), 0, 1 if authority else 0, 0, 0])
    return header + question + b"".join(records) + authority


SOA_OF = b"\xc0\x0c\0\6\0\1\0\0\0\x3c\0\x16\0\0" + b"".join(n.to_bytes(4, "big") for n in (1, 60, 60, 60, 60))

with open(sys.argv[3]) as f:
    HOSTS = table(f.read())
s = socket.socket(type=socket.SOCK_DGRAM)
s.bind((sys.argv[1], int(sys.argv[2])))
while 1:
    data, who = s.recvfrom(70000)
    if len(data) >= 12 and not data[2] & 0x80:
        s.sendto(answer(data, HOSTS), who)
