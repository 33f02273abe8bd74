"""Wrong: a function of its own reads the number, and passes over white space before it as C's strtol does.

Loses: refuses_near_misses
Says: A tab stands before the number
"""
import socket
import sys


def strtol(text):
    text = text.lstrip()
    negative = text.startswith("-")
    if negative:
        text = text[1:]
    if not text or len(text) > 18:
        raise ValueError("no number")
    value = 0
    for c in text:
        if c not in "0123456789":
            raise ValueError("no digit: " + c)
        value = 10 * value + int(c)
    return -value if negative else value


def request_of(data):
    words = data.decode("ascii").split(" ")
    if len(words) != 3 or words[1] != "ADD":
        raise ValueError("no request")
    if not words[0] or len(words[0]) > 32 or not words[0].isprintable():
        raise ValueError("no ID")
    return words[0], strtol(words[2])


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total = 0
log = {}
while True:
    data, addr = sock.recvfrom(2048)
    try:
        name, number = request_of(data)
    except ValueError:
        sock.sendto(b"ERROR", addr)
        continue
    if (addr, name) not in log:
        total += number
        log[addr, name] = name + " " + str(total)
    sock.sendto(log[addr, name].encode(), addr)
