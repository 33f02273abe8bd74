"""Wrong: sets the total back to 0 when something bad has come.

Loses: errors_change_nothing
Says: began anew
"""
import socket
import sys


def serve(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    total = 0
    done = {}
    while True:
        data, addr = sock.recvfrom(1024)
        try:
            name, verb, number = data.decode("ascii").split(" ")
            digits = number[number.startswith("-"):]
            if verb != "ADD" or not digits.isdigit() or len(digits) > 18:
                raise ValueError
            if not name or len(name) > 32 or not name.isprintable():
                raise ValueError
            if (addr, name) not in done:
                total += int(number)
                done[addr, name] = f"{name} {total}"
            answer = done[addr, name]
        except ValueError:
            total = 0
            answer = "ERROR"
        sock.sendto(answer.encode(), addr)


serve(sys.argv[1], int(sys.argv[2]))
