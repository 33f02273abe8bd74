"""Wrong: cuts off all minus signs, however many there are.

Loses: refuses_near_misses
Says: There are two minus signs
"""
import socket
import sys

DIGITS = "0123456789"
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total = 0
memory = {}


def read(data):
    """Give the ID and the number of a request, or None."""
    words = data.decode("latin-1").split(" ")
    if len(words) != 3 or words[1] != "ADD":
        return None
    name = words[0]
    if not 1 <= len(name) <= 32 or not all("!" <= c <= "~" for c in name):
        return None
    digits = words[2].lstrip("-")
    if not 1 <= len(digits) <= 18 or any(c not in DIGITS for c in digits):
        return None
    return name, -int(digits) if words[2].startswith("-") else int(digits)


while True:
    data, addr = sock.recvfrom(4096)
    request = read(data)
    if request is None:
        sock.sendto(b"ERROR", addr)
        continue
    name, number = request
    if (addr, name) not in memory:
        total += number
        memory[addr, name] = f"{name} {total}".encode()
    sock.sendto(memory[addr, name], addr)
