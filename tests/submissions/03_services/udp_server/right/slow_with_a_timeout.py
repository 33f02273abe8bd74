"""Right: takes its time for each answer (0.15 s), and times out now and then, which ends nothing.

Judged by: gives_the_address, returns_the_id, keeps_silent, survives_any_bytes
"""
import socket
import struct
import sys
import time


def read(path):
    hosts = {}
    for line in open(path):
        line = line.split("#")[0].split()
        try:
            ip = socket.inet_pton(socket.AF_INET, line[0])
        except (IndexError, OSError):
            continue
        for name in line[1:]:
            hosts.setdefault(name.lower(), []).append(ip)
    return hosts


def handle(data, hosts):
    header = list(struct.unpack("!6H", data[:12]))
    if header[1] & 0x8000:
        return None
    header[1] = 0x8000 | header[1] & 0x7900
    if header[1] & 0x7800:
        header[1] |= 4
        return struct.pack("!6H", *header[:2], 0, 0, 0, 0)
    try:
        assert header[2] > 0
        labels = []
        pos = 12
        while data[pos]:
            assert data[pos] <= 63 and pos + data[pos] < len(data)
            labels.append(data[pos + 1:pos + 1 + data[pos]])
            pos += 1 + data[pos]
        kind = struct.unpack("!HH", data[pos + 1:pos + 5])
    except (AssertionError, IndexError, struct.error):
        header[1] |= 1
        return struct.pack("!6H", *header[:2], 0, 0, 0, 0)
    name = b".".join(labels).decode("latin-1").lower()
    header[2:] = [1, 0, 0, 0]
    body = data[12:pos + 5]
    header[1] |= 0x0400
    if name not in hosts:
        header[1] |= 3
    elif kind == (1, 1):
        header[3] = len(hosts[name])
        for ip in hosts[name]:
            body += struct.pack("!HHHIH", 0xC00C, 1, 1, 60, 4) + ip
    return struct.pack("!6H", *header) + body


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
sock.settimeout(0.3)
hosts = read(sys.argv[3])
while True:
    try:
        data, client = sock.recvfrom(65535)
    except socket.timeout:
        continue
    if len(data) >= 12:
        response = handle(data, hosts)
        if response:
            time.sleep(0.15)
            sock.sendto(response, client)
