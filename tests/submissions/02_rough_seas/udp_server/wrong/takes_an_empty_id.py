"""Wrong: looks how long an ID is at most, and not whether it is there.

Loses: refuses_near_misses
Says: The ID is empty
"""
import re
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total = 0
done = {}


def is_right(words):
    return (
        len(words) == 3
        and words[1] == b"ADD"
        and re.fullmatch(rb"[!-~]*", words[0]) is not None
        and len(words[0]) <= 32
        and re.fullmatch(rb"-?[0-9]{1,18}", words[2]) is not None
    )


while True:
    data, addr = sock.recvfrom(2048)
    words = data.split(b" ")
    if not is_right(words):
        sock.sendto(b"ERROR", addr)
        continue
    key = (addr, words[0])
    if key not in done:
        total += int(words[2])
        done[key] = words[0] + b" " + b"%d" % total
    sock.sendto(done[key], addr)
