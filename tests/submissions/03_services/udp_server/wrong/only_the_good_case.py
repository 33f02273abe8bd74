"""Wrong: answers what it knows, and drops everything else.

Loses: says_nxdomain, has_nothing_of_other_types, says_notimp, says_formerr
Says: Silence says nothing | What a server does not do has an answer, too
"""
import socket
import struct
import sys


def load(path):
    d = {}
    for l in open(path):
        l = l.split("#")[0].split()
        try:
            ip = socket.inet_pton(socket.AF_INET, l[0])
        except Exception:
            continue
        for n in l[1:]:
            d.setdefault(n.lower(), []).append(ip)
    return d


hosts = load(sys.argv[3])
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind((sys.argv[1], int(sys.argv[2])))
while True:
    try:
        msg, who = s.recvfrom(4096)
        ident, flags, qd, an, ns, ar = struct.unpack("!HHHHHH", msg[:12])
        if flags & 0xF800:
            continue
        p = 12
        name = []
        while msg[p]:
            name.append(msg[p + 1:p + 1 + msg[p]].decode())
            p += msg[p] + 1
        p += 1
        t, c = struct.unpack("!HH", msg[p:p + 4])
        if (t, c) != (1, 1):
            continue
        ips = hosts[".".join(name).lower()]
        r = struct.pack("!HHHHHH", ident, 0x8400 | flags & 0x100, 1, len(ips), 0, 0) + msg[12:p + 4]
        for ip in ips:
            r += struct.pack("!HHHIH4s", 0xC00C, 1, 1, 60, 4, ip)
        s.sendto(r, who)
    except Exception as e:
        print("error:", e)
