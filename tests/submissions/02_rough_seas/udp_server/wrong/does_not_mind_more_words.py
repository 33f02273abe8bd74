"""Wrong: takes the first three words and does not see that there are more.

Loses: refuses_garbage
Says: fourth word
"""
import socket
import sys


def serve(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    total = 0
    answers = {}
    while True:
        data, addr = sock.recvfrom(1024)
        try:
            words = data.decode("ascii").split(" ")
            name, verb, number = words[0], words[1], words[2]
            digits = number[1:] if number.startswith("-") else number
            assert verb == "ADD" and digits.isdigit() and len(digits) <= 18
            assert name and len(name) <= 32 and name.isprintable()
        except (UnicodeDecodeError, IndexError, AssertionError):
            sock.sendto(b"ERROR", addr)
            continue
        if (addr, name) not in answers:
            total += int(number)
            answers[addr, name] = name + " " + str(total)
        sock.sendto(answers[addr, name].encode("ascii"), addr)


serve(sys.argv[1], int(sys.argv[2]))
