"""Wrong: says what was wrong, after the word ERROR.

Loses: refuses_garbage
Says: and then more
"""
import socket
import sys


class Refused(Exception):
    pass


def parse(data):
    if not data.isascii():
        raise Refused("not ascii")
    words = data.decode().split(" ")
    if len(words) != 3:
        raise Refused("need three words")
    if words[1] != "ADD":
        raise Refused("unknown command")
    if not 1 <= len(words[0]) <= 32 or not words[0].isprintable():
        raise Refused("bad id")
    digits = words[2].removeprefix("-")
    if not digits.isdigit() or len(digits) > 18:
        raise Refused("bad number")
    return words[0], int(words[2])


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total = 0
done = {}
while True:
    data, addr = sock.recvfrom(1024)
    try:
        name, number = parse(data)
    except Refused as why:
        sock.sendto(f"ERROR {why}".encode(), addr)
        continue
    if (addr, name) not in done:
        total += number
        done[addr, name] = f"{name} {total}".encode()
    sock.sendto(done[addr, name], addr)
