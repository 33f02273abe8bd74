"""Right: forks for each query; exceptions anywhere are a FORMERR."""
import os
import signal
import socket
import struct
import sys

signal.signal(signal.SIGCHLD, signal.SIG_IGN)
host, port, path = sys.argv[1:4]

hosts = []  # pairs
with open(path) as f:
    for line in f:
        tokens = line.replace("#", " # ").split()
        if "#" in tokens:
            tokens = tokens[:tokens.index("#")]
        if len(tokens) >= 2:
            try:
                packed = socket.inet_pton(socket.AF_INET, tokens[0])
            except OSError:
                continue
            hosts.extend((name.lower(), packed) for name in tokens[1:])

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((host, int(port)))


def respond(data, ident, flags):
    if flags & 0x7800:
        return struct.pack("!HHHHHH", ident, 0x8004 | flags & 0x7900, 0, 0, 0, 0)
    try:
        if struct.unpack("!H", data[4:6]) == (0,):
            raise ValueError("nothing asked")
        i, labels = 12, []
        while True:
            n = data[i]
            if n == 0:
                break
            if n >= 64:
                raise ValueError("compressed or worse")
            label = data[i + 1:i + 1 + n]
            if len(label) != n:
                raise ValueError("short label")
            labels.append(label)
            i += n + 1
        qtype, qclass = struct.unpack("!HH", data[i + 1:i + 5])
        name = b".".join(labels).decode("ascii").lower()
    except Exception as why:
        print(why)
        return struct.pack("!HHHHHH", ident, 0x8001 | flags & 0x7900, 0, 0, 0, 0)
    mine = [ip for known, ip in hosts if known == name]
    rcode = 0 if mine else 3
    if qtype != 1:
        mine = []
    head = struct.pack("!HHHHHH", ident, 0x8400 | flags & 0x0100 | rcode, 1, len(mine), 0, 0)
    question = data[12:i + 5]
    return head + question + b"".join(
        question[:-4] + struct.pack("!HHiH", 1, 1, 60, 4) + ip for ip in mine)


while True:
    data, client = sock.recvfrom(65535)
    if len(data) < 12:
        continue
    ident, flags = struct.unpack("!HH", data[:4])
    if flags & 0x8000:
        continue
    if os.fork() == 0:
        sock.sendto(respond(data, ident, flags), client)
        os._exit(0)
