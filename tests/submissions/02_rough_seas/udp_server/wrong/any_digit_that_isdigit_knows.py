"""Wrong: isdigit() is true of raised digits, too, and what they are worth is looked up.

Loses: refuses_what_is_not_ascii
Says: raised digit
"""
import socket
import sys
import unicodedata


def number_of(word):
    digits = word.removeprefix("-")
    if not digits.isdigit() or len(digits) > 18:
        raise ValueError(word)
    value = 0
    for digit in digits:
        value = value * 10 + unicodedata.digit(digit)
    return -value if word.startswith("-") else value


def request_of(text):
    name, verb, word = text.split(" ")
    if verb != "ADD" or not 0 < len(name) <= 32 or not (name.isascii() and name.isprintable()):
        raise ValueError(text)
    return name, number_of(word)


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total = 0
done = {}
while True:
    data, addr = sock.recvfrom(2048)
    try:
        name, number = request_of(data.decode())
    except ValueError:
        sock.sendto(b"ERROR", addr)
        continue
    if (addr, name) not in done:
        total += number
        done[addr, name] = f"{name} {total}".encode()
    sock.sendto(done[addr, name], addr)
