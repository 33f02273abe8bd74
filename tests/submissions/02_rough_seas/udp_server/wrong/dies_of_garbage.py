"""Wrong: unpacks three words without a try, so that two words or four end the program.

Loses: refuses_garbage
Says: ended at a datagram that is no request | raised 
"""
import socket
import sys


def is_number(word):
    if word.startswith("-"):
        word = word[1:]
    return word.isdigit() and len(word) <= 18


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total = 0
done = {}
while True:
    data, addr = sock.recvfrom(1024)
    if not data:
        continue
    if not data.isascii():
        sock.sendto(b"ERROR", addr)
        continue
    name, verb, number = data.decode().split(" ")
    if (verb != "ADD" or not is_number(number) or not 1 <= len(name) <= 32
            or not name.isprintable()):
        sock.sendto(b"ERROR", addr)
        continue
    if (addr, name) not in done:
        total += int(number)
        done[addr, name] = f"{name} {total}"
    sock.sendto(done[addr, name].encode(), addr)
