"""Wrong: answers the total alone, without the ID before it.

Loses: adds
Says: total alone
"""
import socket
import sys

total = 0
memory = {}


def answer(data, addr):
    global total
    parts = data.split(b" ")
    if len(parts) != 3 or parts[1] != b"ADD":
        return b"ERROR"
    name, _, number = parts
    if not 0 < len(name) <= 32 or any(c < 33 or c > 126 for c in name):
        return b"ERROR"
    digits = number[1:] if number.startswith(b"-") else number
    if not digits.isdigit() or len(digits) > 18:
        return b"ERROR"
    if (addr, name) not in memory:
        total += int(number)
        memory[addr, name] = total
    return str(memory[addr, name]).encode()


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    message, client = sock.recvfrom(1024)
    sock.sendto(answer(message, client), client)
