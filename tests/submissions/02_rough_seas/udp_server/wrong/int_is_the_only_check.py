"""Wrong: lets int() decide what a number is: it takes 1_000.

Loses: refuses_near_misses
Says: underscore
"""
import socket
import sys


def serve(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    total = 0
    done = {}
    while True:
        data, addr = sock.recvfrom(1024)
        try:
            name, verb, number = data.decode("ascii").split(" ")
            value = int(number)
            if verb != "ADD" or abs(value) >= 10 ** 18:
                raise ValueError("verb or size")
            if not name or len(name) > 32 or not name.isprintable():
                raise ValueError("id")
        except ValueError:
            sock.sendto(b"ERROR", addr)
            continue
        if (addr, name) not in done:
            total += value
            done[addr, name] = f"{name} {total}".encode()
        sock.sendto(done[addr, name], addr)


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
