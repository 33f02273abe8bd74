"""Wrong: a word in the place of the number is worth nothing, and so 0 is added.

Loses: refuses_garbage
Says: Its third word is no number
"""
import re
import socket
import sys


def number_of(word):
    if word.isalpha():
        return 0
    if not re.fullmatch("-?[0-9]{1,18}", word):
        raise ValueError(word)
    return int(word)


def serve(host, port):
    total = 0
    answers = {}
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    while True:
        data, addr = sock.recvfrom(2048)
        try:
            name, verb, word = data.decode("ascii").split(" ")
            number = number_of(word)
            if verb != "ADD" or not re.fullmatch("[!-~]{1,32}", name):
                raise ValueError(data)
        except ValueError:
            sock.sendto(b"ERROR", addr)
            continue
        if (addr, name) not in answers:
            total += number
            answers[addr, name] = f"{name} {total}".encode("ascii")
        sock.sendto(answers[addr, name], addr)


serve(sys.argv[1], int(sys.argv[2]))
