"""Wrong: looks at the digits without the minus sign and then adds those.

Loses: takes_any_number
Says: the number was added as a positive one
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
            name, verb, number = data.decode("ascii").split(" ")
        except ValueError:
            sock.sendto(b"ERROR", addr)
            continue
        if number.startswith("-"):
            number = number[1:]
        if (verb != "ADD" or not 1 <= len(name) <= 32 or not name.isprintable()
                or not number.isdigit() or len(number) > 18):
            sock.sendto(b"ERROR", addr)
            continue
        if (addr, name) not in answers:
            total += int(number)
            answers[addr, name] = f"{name} {total}"
        sock.sendto(answers[addr, name].encode(), addr)


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
