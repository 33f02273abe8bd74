"""Wrong: the question has to come back letter by letter.

Loses: passes_over_other_questions
Says: letters in the other case
Never says: It stood in
"""
import os
import socket
import sys

name = sys.argv[1]
server = (sys.argv[2], int(sys.argv[3]))

question = b""
for part in name.split("."):
    question += bytes([len(part)]) + part.encode("ascii")
question += b"\x00" + b"\x00\x01" + b"\x00\x01"

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.settimeout(1)
reply = None
for n in range(3):
    my_id = os.urandom(2)
    s.sendto(my_id + b"\x01\x00" + b"\x00\x01" + b"\x00" * 6 + question, server)
    try:
        while reply is None:
            data, addr = s.recvfrom(1024)
            if addr == server and data[:2] == my_id and data[12:12 + len(question)] == question:
                reply = data
        break
    except TimeoutError:
        print("no answer to query", n + 1)
if reply is None:
    sys.exit("gave up")

if reply[3] & 15:
    sys.exit("error code " + str(reply[3] & 15))

pos = 12 + len(question)
addresses = []
for n in range(reply[7]):
    while reply[pos] != 0 and reply[pos] < 192:
        pos += reply[pos] + 1
    if reply[pos] == 0:
        pos += 1
    else:
        pos += 2
    kind = reply[pos + 1]
    size = reply[pos + 8] * 256 + reply[pos + 9]
    rdata = reply[pos + 10:pos + 10 + size]
    if kind == 1:
        addresses.append(".".join(str(b) for b in rdata))
    pos += 10 + size

if len(addresses) == 0:
    sys.exit("no address")
for a in addresses:
    print("Address:", a)
