"""Wrong: cuts a label after 31 bytes.

Loses: gives_every_address
Says: Its first label has 63 bytes, and that many are allowed.
"""
import socket
import struct
import sys

A, IN = 1, 1


def read_hosts(path):
    hosts = {}
    with open(path) as f:
        for line in f:
            line = line.split("#")[0].strip()
            if not line:
                continue
            parts = line.split()
            try:
                socket.inet_pton(socket.AF_INET, parts[0])
            except OSError:
                continue
            for name in parts[1:]:
                hosts.setdefault(name.lower(), []).append(parts[0])
    return hosts


def parse_name(data, pos):
    labels = []
    while True:
        length = data[pos]
        pos += 1
        if length == 0:
            break
        if length > 63:
            raise ValueError("not a label")
        label = data[pos:pos + (length & 31)]
        if len(label) < (length & 31):
            raise ValueError("cut off")
        labels.append(label.decode("latin-1"))
        pos += length
    return ".".join(labels), pos


def build(qid, flags, rcode, question=b"", answers=()):
    flags = 0x8000 | (flags & 0x7900) | rcode
    if rcode == 0:
        flags |= 0x0400
    header = struct.pack("!HHHHHH", qid, flags, 1 if question else 0, len(answers), 0, 0)
    return header + question + b"".join(answers)


def a_record(ip):
    return struct.pack("!HHHIH", 0xC00C, A, IN, 60, 4) + socket.inet_aton(ip)


def handle(data, hosts):
    if len(data) < 12:
        return None
    qid, flags, qdcount, _, _, _ = struct.unpack("!HHHHHH", data[:12])
    if flags & 0x8000:
        return None
    if (flags >> 11) & 15:
        return build(qid, flags, 4)
    if qdcount == 0:
        return build(qid, flags, 1)
    try:
        name, pos = parse_name(data, 12)
        qtype, qclass = struct.unpack("!HH", data[pos:pos + 4])
    except (IndexError, ValueError, struct.error):
        return build(qid, flags, 1)
    question = data[12:pos + 4]
    if name.lower() not in hosts:
        return build(qid, flags, 3, question)
    if qtype != A or qclass != IN:
        return build(qid, flags, 0, question)
    return build(qid, flags, 0, question, [a_record(ip) for ip in hosts[name.lower()]])


def main(host, port, path):
    hosts = read_hosts(path)
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    while True:
        data, addr = sock.recvfrom(65535)
        reply = handle(data, hosts)
        if reply is not None:
            sock.sendto(reply, addr)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
