"""Wrong: a datagram from somebody else is an attack, and ends the program.

Loses: passes_over_strangers
Says: from another port of the server's host, before the right one
"""
import random
import socket
import struct
import sys
import time


class Attack(Exception):
    pass


def name_of(message, at):
    labels, back, seen = [], None, set()
    while message[at]:
        if message[at] >= 192:
            back = back or at + 2
            at = struct.unpack_from("!H", message, at)[0] % 16384
            if at in seen:
                raise Attack("pointers in a circle")
            seen.add(at)
        else:
            labels.append(message[at + 1:at + 1 + message[at]].decode().lower())
            at += message[at] + 1
    return labels, back or at + 1


def main(name, host, port):
    wanted = name.lower().split(".")
    question = b"".join(bytes([len(x)]) + x.encode() for x in name.split(".")) + b"\0\0\1\0\1"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        for _ in range(3):
            ident = random.getrandbits(16)
            sock.sendto(struct.pack("!6H", ident, 256, 1, 0, 0, 0) + question, (host, port))
            end = time.monotonic() + 1
            while time.monotonic() < end:
                sock.settimeout(max(0.01, end - time.monotonic()))
                try:
                    message, sender = sock.recvfrom(4096)
                except TimeoutError:
                    break
                if sender != (host, port):
                    raise Attack(f"datagram from {sender[1]}")
                if struct.unpack_from("!H", message)[0] != ident:
                    continue
                asked, at = name_of(message, 12)
                if asked == wanted:
                    return show(message, at + 4, wanted)
    raise SystemExit("nobody answers")


def show(message, at, wanted):
    if message[3] % 16:
        raise SystemExit("the server reports an error")
    found = []
    for _ in range(struct.unpack_from("!H", message, 6)[0]):
        owner, at = name_of(message, at)
        kind, _, _, size = struct.unpack_from("!HHIH", message, at)
        if owner == wanted and kind == 5:
            wanted = name_of(message, at + 10)[0]
        if owner == wanted and kind == 1:
            found.append(socket.inet_ntoa(message[at + 10:at + 14]))
        at += 10 + size
    if not found:
        raise SystemExit("no address")
    print(*found, sep="\n")


main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
