"""Wrong: makes its answer before the loop, and has only the number in it new each time.

Loses: answers_again, raises_letters
Says: This is the answer to | which had been sent before
"""
import socket
import sys


def serve(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    data, sender = sock.recvfrom(1024)
    answer = data.decode("utf-8").upper()
    number = 1
    while True:
        print(sender, data.decode("utf-8"), flush=True)
        sock.sendto(f"{answer} ({number})".encode("utf-8"), sender)
        data, sender = sock.recvfrom(1024)
        number += 1


serve(sys.argv[1], int(sys.argv[2]))
