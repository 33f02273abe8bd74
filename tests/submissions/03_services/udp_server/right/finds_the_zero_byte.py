"""Right: looks for the zero byte that ends the name, and walks over the labels afterwards; the file is a list of lines."""
import socket
import struct
import sys

HOST, PORT, PATH = sys.argv[1], int(sys.argv[2]), sys.argv[3]


def lines_of(path):
    for line in open(path).read().split("\n"):
        fields = line.split("#")[0].split()
        if fields:
            yield fields


def addresses(name):
    """None for a name that is nowhere."""
    found = []
    for ip, *names in LINES:
        if any(name == each.lower() for each in names):
            try:
                found.append(socket.inet_aton(ip))
            except OSError:
                pass
    return found or None


def header(ident, flags, rcode, questions=0, answers=0):
    flags = (flags & 0b0111_1001_0000_0000) | 0x8000 | rcode
    return struct.pack("!HHHHHH", ident, flags, questions, answers, 0, 0)


def serve_one(sock):
    packet, client = sock.recvfrom(65535)
    try:
        ident, flags, count = struct.unpack("!HHH", packet[:6])
        if len(packet) < 12 or flags & 0x8000:
            return
    except struct.error:
        return
    if flags & 0x7800:
        sock.sendto(header(ident, flags, 4), client)
        return
    try:
        if count < 1:
            raise ValueError
        zero = packet.index(0, 12)
        end = zero + 5
        qtype, qclass = struct.unpack("!HH", packet[zero + 1:end])
    except (ValueError, struct.error):
        sock.sendto(header(ident, flags, 1), client)
        return
    wire = packet[12:zero]
    labels = []
    while wire:
        labels.append(wire[1:wire[0] + 1].decode("utf-8", errors="replace"))
        wire = wire[wire[0] + 1:]
    found = addresses(".".join(labels).lower())
    question = packet[12:end]
    if found is None:
        reply = header(ident, flags, 3, 1) + question
    elif (qtype, qclass) != (1, 1):
        reply = header(ident, flags | 0x0400, 0, 1) + question
    else:
        reply = bytearray(header(ident, flags, 0, 1, len(found)) + question)
        reply[2] |= 0x04
        for ip in found:
            reply += b"\xC0\x0C" + struct.pack("!HHLH", 1, 1, 60, 4) + ip
    sock.sendto(reply, client)


LINES = list(lines_of(PATH))
listener = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
listener.bind((HOST, PORT))
print("DNS on", HOST, PORT, "with", len(LINES), "lines")
while True:
    serve_one(listener)
