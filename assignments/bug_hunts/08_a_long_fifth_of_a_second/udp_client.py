"""Asks a server to add numbers, and asks again when no answer comes."""

import secrets
import socket
import sys


def receive(sock, server, name):
    while True:
        data, sender = sock.recvfrom(1024)
        if sender != server:
            continue
        try:
            text = data.decode("ascii")
        except UnicodeDecodeError:
            continue
        words = text.split(" ")
        if words[0] == name and len(words) == 2:
            return words[1]


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.settimeout(0.2)
server = (sys.argv[1], int(sys.argv[2]))
status = 0
for line in sys.stdin:
    name = secrets.token_hex(7)
    for _ in range(5):
        sock.sendto(f"{name} ADD {line.strip()}".encode(), server)
        try:
            print(receive(sock, server, name))
            break
        except TimeoutError:
            pass
    else:
        print("no answer")
        status = 1
sys.exit(status)
