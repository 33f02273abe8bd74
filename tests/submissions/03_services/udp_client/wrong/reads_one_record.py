"""Wrong: it looks at the first record of an answer only.

Loses: prints_the_addresses, follows_aliases
Says: Only the first is there | an alias stood before the address
"""
import random
import socket
import sys

name = sys.argv[1]
server = (sys.argv[2], int(sys.argv[3]))
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.settimeout(1)
qname = b""
for label in name.split("."):
    qname += bytes([len(label)]) + label.encode()
qname += b"\0"
for attempt in range(3):
    ident = random.randbytes(2)
    s.sendto(ident + b"\1\0\0\1\0\0\0\0\0\0" + qname + b"\0\1\0\1", server)
    data = None
    try:
        while True:
            data, who = s.recvfrom(512)
            if who == server and data[:2] == ident and data[12:12 + len(qname)].lower() == qname.lower():
                break
        break
    except TimeoutError:
        data = None
if data is None:
    raise Exception("no answer")
if data[3] & 15 != 0 or data[6:8] == b"\0\0":
    raise Exception("no such name")
p = 12 + len(qname) + 4
while data[p]:
    if data[p] >= 192:
        p += 1
        break
    p += data[p] + 1
p += 1
if data[p:p + 2] != b"\0\1":
    raise Exception("not an address")
print(socket.inet_ntoa(data[p + 10:p + 14]))
