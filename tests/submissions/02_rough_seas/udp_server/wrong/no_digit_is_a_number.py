"""Wrong: all() is true of no digits at all, and so a minus sign alone is a number.

Loses: refuses_near_misses
Says: There is a minus sign without a digit
"""
import socket
import sys


def to_number(text):
    sign = 1
    if text[:1] == "-":
        sign, text = -1, text[1:]
    if len(text) > 18 or not all(c in "0123456789" for c in text):
        raise ValueError(text)
    value = 0
    for digit in text:
        value = value * 10 + ord(digit) - ord("0")
    return sign * value


def to_request(data):
    name, verb, number = data.decode("ascii").split(" ")
    if verb != "ADD" or not 0 < len(name) <= 32 or not name.isprintable():
        raise ValueError(name)
    return name, to_number(number)


server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
total = 0
told = {}
while True:
    data, client = server.recvfrom(2048)
    try:
        name, number = to_request(data)
    except ValueError:
        server.sendto(b"ERROR", client)
        continue
    if (client, name) not in told:
        total += number
        told[client, name] = f"{name} {total}"
    server.sendto(told[client, name].encode(), client)
