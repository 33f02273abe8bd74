"""Right: no function at all, bytes counted by hand."""
import socket, sys

hosts = {}
for line in open(sys.argv[3]).read().splitlines():
    line = line.split('#')[0].split()
    if len(line) == 0:
        continue
    parts = line[0].split('.')
    if len(parts) != 4 or not all(p.isdigit() and int(p) < 256 for p in parts):
        print('skipping', line)
        continue
    ip = bytes([int(p) for p in parts])
    for n in line[1:]:
        n = n.lower()
        if n in hosts:
            hosts[n] = hosts[n] + [ip]
        else:
            hosts[n] = [ip]
print(hosts)

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind((sys.argv[1], int(sys.argv[2])))
while True:
    d, a = s.recvfrom(65536)
    if len(d) < 12:
        continue
    if d[2] >= 128:
        continue
    b2 = 0x80 + (d[2] & 0x79)
    if (d[2] >> 3) % 16 != 0:
        s.sendto(d[0:2] + bytes([b2, 4]) + bytes(8), a)
        continue
    i = 12
    name = ''
    bad = d[4] == 0 and d[5] == 0
    while not bad:
        if i >= len(d):
            bad = True
        elif d[i] == 0:
            i = i + 1
            break
        elif d[i] > 63 or i + 1 + d[i] > len(d):
            bad = True
        else:
            if name:
                name = name + '.'
            for c in d[i + 1:i + 1 + d[i]]:
                name = name + chr(c)
            i = i + 1 + d[i]
    if bad or i + 4 > len(d):
        s.sendto(d[0:2] + bytes([b2, 1]) + bytes(8), a)
        continue
    q = d[12:i + 4]
    print('question', name, q[-4:])
    if name.lower() not in hosts:
        s.sendto(d[0:2] + bytes([b2, 3, 0, 1, 0, 0, 0, 0, 0, 0]) + q, a)
        continue
    out = b''
    n = 0
    if q[-4:] == bytes([0, 1, 0, 1]):
        for ip in hosts[name.lower()]:
            out = out + bytes([192, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4]) + ip
            n = n + 1
    s.sendto(d[0:2] + bytes([b2 | 4, 0, 0, 1, 0, n, 0, 0, 0, 0]) + q + out, a)
