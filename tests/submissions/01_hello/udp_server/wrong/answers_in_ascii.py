"""Wrong: encodes the answer as ASCII, Chinese letters become question marks.

Loses: keeps_chinese
Says: with ? in their places
"""
import socket
import sys


def receive(sock):
    data, addr = sock.recvfrom(1024)
    return data.decode("utf-8"), addr


def reply(sock, text, addr):
    sock.sendto(text.upper().encode("ascii", errors="replace"), addr)


def main():
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((sys.argv[1], int(sys.argv[2])))
    while True:
        text, addr = receive(sock)
        print(text, *addr)
        reply(sock, text, addr)


main()
