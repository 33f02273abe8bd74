"""Wrong: keeps no record of what was answered; a repeated request is added again.

Loses: counts_a_request_once, repeats_its_answer
Says: was added already
"""
import socket
import string
import sys

LETTERS = string.ascii_letters + string.digits + string.punctuation


def serve(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    total = 0
    while True:
        data, addr = sock.recvfrom(1024)
        try:
            name, verb, number = data.decode("ascii").split(" ")
            digits = number[1:] if number[0] == "-" else number
            if verb != "ADD" or not digits.isdigit() or len(digits) > 18:
                raise ValueError("bad number or verb")
            if not 1 <= len(name) <= 32 or any(c not in LETTERS for c in name):
                raise ValueError("bad id")
        except (ValueError, IndexError):
            sock.sendto(b"ERROR", addr)
        else:
            total += int(number)
            sock.sendto(f"{name} {total}".encode(), addr)


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
