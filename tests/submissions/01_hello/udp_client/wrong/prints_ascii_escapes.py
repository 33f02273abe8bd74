"""Wrong: prints through ascii(), so Chinese letters appear as escapes.

Loses: prints_every_reply_decoded
Says: printed as escapes
"""
import socket
import sys


def show(reply):
    print("reply:", ascii(reply))


def main():
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    for line in sys.stdin:
        text = line.strip()
        if text:
            sock.sendto(text.encode("utf-8"), (sys.argv[1], int(sys.argv[2])))
            show(sock.recv(1024).decode("utf-8"))


main()
