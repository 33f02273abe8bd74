"""Right: the memory is functools.cache over (address, whole datagram)."""
import functools
import re
import socket
import sys

total = 0


@functools.cache
def answer(addr, data):
    """Worked out once for each sender and datagram; the cache says it again."""
    global total
    m = re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})", data)
    if not m:
        return b"ERROR"
    total += int(m.group(2))
    return b"%b %d" % (m.group(1), total)


def serve(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    while True:
        data, addr = sock.recvfrom(1024)
        sock.sendto(answer(addr, data), addr)


if __name__ == "__main__":
    serve(*sys.argv[1:2] or ["127.0.0.1"], *map(int, sys.argv[2:3] or [8080]))
