"""Wrong: looks at the first letter of every text, an empty one has none.

Loses: survives_an_empty_datagram
Says: had no bytes
"""
import socket
import sys


def describe(text):
    kind = "digit" if text[0].isdigit() else "letter"
    return f"{text} (begins with a {kind})"


def serve(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    while True:
        data, addr = sock.recvfrom(1024)
        text = data.decode("utf-8")
        print(addr, describe(text))
        sock.sendto(text.upper().encode("utf-8"), addr)


serve(sys.argv[1], int(sys.argv[2]))
