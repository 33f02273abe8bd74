"""Wrong: the memory has only the ID as its key, whoever sent it.

Loses: tells_senders_apart
Says: another port of the same address
"""
import socket
import sys

total = 0
by_id = {}


def valid(name, verb, number):
    digits = number[1:] if number[:1] == b"-" else number
    return (verb == b"ADD" and 0 < len(name) < 33 and all(32 < c < 127 for c in name)
            and digits.isdigit() and len(digits) < 19)


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = sock.recvfrom(1024)
    words = data.split(b" ")
    if len(words) != 3 or not valid(*words):
        sock.sendto(b"ERROR", addr)
        continue
    if words[0] not in by_id:
        total += int(words[2])
        by_id[words[0]] = words[0] + b" " + str(total).encode()
    sock.sendto(by_id[words[0]], addr)
