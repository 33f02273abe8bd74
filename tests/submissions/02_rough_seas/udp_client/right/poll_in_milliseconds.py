"""Right: poll() in milliseconds, recvfrom_into a buffer, dotted IDs."""
import math
import select
import socket
import sys
import time

buffer = bytearray(2000)


def look(sock, server, name):
    size, sender = sock.recvfrom_into(buffer)
    if sender != server or size == 0:
        return None
    data = bytes(buffer[:size])
    try:
        text = data.decode("ascii")
    except UnicodeDecodeError:
        return None
    where = text.find(" ")
    if where < 0 or text[:where] != name:
        return None
    return text[where + 1:]


def run(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    poller = select.poll()
    poller.register(sock, select.POLLIN)
    bad = 0
    number = 0
    line = sys.stdin.readline()
    while line:
        number = number + 1
        name = "a." + str(number) + ".z"
        found = None
        for i in range(5):
            sock.sendto(("%s ADD %s" % (name, line.strip())).encode(), (host, port))
            end = time.perf_counter() + 0.2
            while found is None and time.perf_counter() < end:
                if poller.poll(math.ceil((end - time.perf_counter()) * 1000)):
                    found = look(sock, (host, port), name)
            if found is not None:
                break
        if found is None:
            bad = 1
            print("no answer")
        else:
            print("Sum = " + found)
        line = sys.stdin.readline()
    raise SystemExit(bad)


run(sys.argv[1], int(sys.argv[2]))
