"""Wrong: an alias makes it ask anew, for the alias's target.

Loses: follows_aliases
Says: an alias stood before the address | it sent a query for
Never says: its query again
"""
import os
import socket
import sys


def ask(sock, server, name):
    question = b""
    for part in name.split("."):
        question += bytes([len(part)]) + part.encode()
    question += b"\0" + b"\0\1" + b"\0\1"
    for n in range(3):
        ident = os.urandom(2)
        sock.sendto(ident + b"\1\0" + b"\0\1" + b"\0\0" * 3 + question, server)
        try:
            while True:
                data, sender = sock.recvfrom(2048)
                if sender == server and data[:2] == ident and data[12:12 + len(question)].lower() == question.lower():
                    return data, 12 + len(question)
        except TimeoutError:
            pass
    sys.exit("no answer")


def read_name(data, pos, limit=20):
    if limit == 0:
        sys.exit("too many pointers")
    labels = []
    while data[pos]:
        if data[pos] & 0xC0:
            rest, _ = read_name(data, (data[pos] & 0x3F) * 256 + data[pos + 1], limit - 1)
            return labels + rest, pos + 2
        labels.append(data[pos + 1:pos + 1 + data[pos]].decode())
        pos += data[pos] + 1
    return labels, pos + 1


def resolve(sock, server, name, depth=0):
    if depth > 5:
        sys.exit("too many aliases")
    data, pos = ask(sock, server, name)
    if data[3] & 15:
        sys.exit("error %d" % (data[3] & 15))
    found = []
    for n in range(data[7]):
        owner, pos = read_name(data, pos)
        kind, size = data[pos + 1], data[pos + 8] * 256 + data[pos + 9]
        pos += 10
        if kind == 5:
            return resolve(sock, server, ".".join(read_name(data, pos)[0]), depth + 1)
        if kind == 1:
            found.append(socket.inet_ntoa(data[pos:pos + 4]))
        pos += size
    return found


s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.settimeout(0.8)
addresses = resolve(s, (sys.argv[2], int(sys.argv[3])), sys.argv[1])
if not addresses:
    sys.exit("no address")
for address in addresses:
    print(address)
