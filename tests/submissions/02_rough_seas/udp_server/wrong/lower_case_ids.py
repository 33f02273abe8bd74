"""Wrong: lowers the ID before it looks it up, so that Ab and aB are one.

Loses: takes_any_id
Says: an ID that has come before, and this one is new | The same letters
"""
import re
import socket
import sys


def serve(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    total = 0
    cache = {}
    while True:
        data, addr = sock.recvfrom(4096)
        m = re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})", data)
        if not m:
            sock.sendto(b"ERROR", addr)
            continue
        name, number = m.groups()
        key = addr, name.lower()
        if key not in cache:
            total += int(number)
            cache[key] = total
        sock.sendto(name + b" " + str(cache[key]).encode(), addr)


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
