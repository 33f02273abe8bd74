"""Wrong: counts the minus sign and one more: refuses numbers of 18 digits (len < 18).

Loses: takes_any_number
Says: refused, although | 18 digits
"""
import socket
import sys


def number_of(word):
    digits = word[1:] if word[:1] == "-" else word
    if digits.isdigit() and len(digits) < 18:
        return int(word)
    raise ValueError(word)


def main():
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((sys.argv[1], int(sys.argv[2])))
    total, answers = 0, {}
    while True:
        data, addr = sock.recvfrom(1024)
        try:
            name, verb, word = data.decode("ascii").split(" ")
            number = number_of(word)
            if verb != "ADD" or not name.isprintable() or not name or len(name) > 32:
                raise ValueError(name)
        except ValueError:
            sock.sendto(b"ERROR", addr)
            continue
        if (addr, name) not in answers:
            total += number
            answers[addr, name] = name + " " + str(total)
        sock.sendto(answers[addr, name].encode(), addr)


main()
