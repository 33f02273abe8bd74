"""Wrong: builds the answer with (ID + " %d") % total, so a % in the ID is a directive.

Loses: takes_any_id
Says: refused, although | %s
"""
import socket
import sys

total = 0
replies = {}


def reply_to(data, addr):
    global total
    name, verb, number = data.decode("ascii").split(" ")
    digits = number[1:] if number.startswith("-") else number
    if verb != "ADD" or not digits.isdigit() or len(digits) > 18:
        raise ValueError
    if not name or len(name) > 32 or not name.isprintable():
        raise ValueError
    if (addr, name) not in replies:
        answer = (name + " %d") % (total + int(number))
        total += int(number)
        replies[addr, name] = answer
    return replies[addr, name]


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = sock.recvfrom(1024)
    try:
        answer = reply_to(data, addr)
    except (ValueError, TypeError):
        answer = "ERROR"
    sock.sendto(answer.encode(), addr)
