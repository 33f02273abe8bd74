"""Wrong: int(number, 0) reads a number as Python's source has it, 0x1f and 0b101 too.

Loses: refuses_near_misses
Says: The number is hexadecimal
"""
import socket
import sys


def serve(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    total = 0
    seen = {}
    while True:
        data, addr = sock.recvfrom(2048)
        try:
            name, verb, word = data.decode("ascii").split(" ")
            number = int(word, 0)
            if verb != "ADD" or word != word.strip() or "_" in word or len(word.strip("-")) > 18:
                raise ValueError("not a request")
            if not 1 <= len(name) <= 32 or not name.isprintable():
                raise ValueError("not an ID")
        except ValueError:
            sock.sendto(b"ERROR", addr)
            continue
        if (addr, name) not in seen:
            total += number
            seen[addr, name] = f"{name} {total}".encode()
        sock.sendto(seen[addr, name], addr)


serve(sys.argv[1], int(sys.argv[2]))
