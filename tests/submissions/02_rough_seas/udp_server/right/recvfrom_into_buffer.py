"""Right: recvfrom_into one bytearray that is used again and again."""
import socket
import sys


def plain_number(text):
    minus = text.startswith("-")
    digits = text[1:] if minus else text
    if len(digits) < 1 or len(digits) > 18:
        return None
    value = 0
    for c in digits:
        if c not in "0123456789":
            return None
        value = value * 10 + "0123456789".index(c)
    return -value if minus else value


def serve(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    buffer = bytearray(65536)
    total = 0
    known = {}
    while True:
        size, sender = sock.recvfrom_into(buffer)
        view = memoryview(buffer)[:size]
        text = bytes(view).decode("latin-1")
        words = text.split(" ")
        number = plain_number(words[2]) if len(words) == 3 else None
        if (number is None or words[1] != "ADD" or not 1 <= len(words[0]) <= 32
                or min(words[0]) < "!" or max(words[0]) > "~"):
            sock.sendto(b"ERROR", sender)
            continue
        place = "%s:%d/%s" % (sender[0], sender[1], words[0])
        if place not in known:
            total += number
            known[place] = total
        sock.sendto(bytes(words[0] + " " + repr(known[place]), "ascii"), sender)


if __name__ == "__main__":
    serve(*(sys.argv[1:2] or ["127.0.0.1"]), int((sys.argv[2:3] or [8080])[0]))
