"""Wrong: behind a pointer it goes on reading where that has led.

Loses: reads_compressed_names
Says: pointers to where the name stood before | those of an answer before, which are written out in full, were read
Never says: of another name
"""
import random
import socket
import struct
import sys
import time


def encode_name(name):
    out = b""
    for label in name.split("."):
        out += bytes([len(label)]) + label.encode()
    return out + b"\x00"


def build_query(ident, name):
    header = struct.pack("!HHHHHH", ident, 0x0100, 1, 0, 0, 0)
    return header + encode_name(name) + struct.pack("!HH", 1, 1)


def read_name(data, pos):
    labels = []
    jumps = 0
    while True:
        length = data[pos]
        if length == 0:
            pos += 1
            break
        if length & 0xC0 == 0xC0:
            pos = struct.unpack("!H", data[pos:pos + 2])[0] & 0x3FFF
            jumps += 1
            if jumps > 50:
                raise ValueError("pointer loop")
            continue
        labels.append(data[pos + 1:pos + 1 + length].decode())
        pos += 1 + length
    return ".".join(labels), pos


def parse(data):
    ident, flags, qd, an, ns, ar = struct.unpack("!HHHHHH", data[:12])
    pos = 12
    question = ""
    for _ in range(qd):
        question, pos = read_name(data, pos)
        pos += 4
    records = []
    for _ in range(an):
        owner, pos = read_name(data, pos)
        rtype, rclass, ttl, length = struct.unpack("!HHIH", data[pos:pos + 10])
        pos += 10
        if rtype == 1:
            records.append((owner, "A", socket.inet_ntoa(data[pos:pos + 4])))
        elif rtype == 5:
            records.append((owner, "CNAME", read_name(data, pos)[0]))
        pos += length
    return ident, flags & 0xF, question, records


def find_addresses(name, records):
    wanted = name.lower()
    found = []
    for owner, kind, value in records:
        if owner.lower() == wanted:
            if kind == "CNAME":
                wanted = value.lower()
            else:
                found.append(value)
    return found


def ask(name, host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    for attempt in range(3):
        ident = random.randint(0, 65535)
        sock.sendto(build_query(ident, name), (host, port))
        deadline = time.time() + 0.7
        while True:
            left = deadline - time.time()
            if left <= 0:
                break
            sock.settimeout(left)
            try:
                data, sender = sock.recvfrom(2048)
            except socket.timeout:
                break
            if sender != (host, port):
                continue
            try:
                answer_id, rcode, question, records = parse(data)
            except (ValueError, IndexError, struct.error):
                continue
            if answer_id != ident or question.lower() != name.lower():
                continue
            return rcode, records
    sys.exit("no answer from the server")


def main():
    name, host, port = sys.argv[1], sys.argv[2], int(sys.argv[3])
    rcode, records = ask(name, host, port)
    if rcode != 0:
        sys.exit("the server answered with error %d" % rcode)
    addresses = find_addresses(name, records)
    if not addresses:
        sys.exit("no address for " + name)
    for address in addresses:
        print(address)


if __name__ == "__main__":
    main()
