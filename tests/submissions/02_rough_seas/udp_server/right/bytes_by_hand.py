"""Right: looks at single bytes with index numbers, as one does in C."""
import socket
import sys

total = 0
answers = {}


def next_space(data, start):
    i = start
    while i < len(data) and data[i] != 32:
        i = i + 1
    return i


def check(data):
    end = next_space(data, 0)
    if end < 1 or end > 32:
        return False
    i = 0
    while i < end:
        if data[i] < 33 or data[i] > 126:
            return False
        i = i + 1
    if data[end:end + 5] != b" ADD ":
        return False
    i = end + 5
    if i < len(data) and data[i] == 45:
        i = i + 1
    first = i
    while i < len(data):
        if data[i] < 48 or data[i] > 57:
            return False
        i = i + 1
    return 1 <= i - first <= 18


def handle(data, addr):
    global total
    if not check(data):
        return b"ERROR"
    end = next_space(data, 0)
    name = data[:end]
    old = answers.get((addr[0], addr[1], name))
    if old:
        return old
    total += int(data[end + 5:])
    new = bytearray(name)
    new.append(32)
    new.extend(b"%d" % total)
    answers[(addr[0], addr[1], name)] = bytes(new)
    return bytes(new)


if __name__ == "__main__":
    host = "127.0.0.1"
    port = 8080
    if len(sys.argv) >= 3:
        host = sys.argv[1]
        port = int(sys.argv[2])
    sock = socket.socket(type=socket.SOCK_DGRAM)
    sock.bind((host, port))
    while True:
        pair = sock.recvfrom(4096)
        sock.sendto(handle(pair[0], pair[1]), pair[1])
