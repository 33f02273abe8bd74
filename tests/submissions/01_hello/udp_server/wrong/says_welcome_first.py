"""Wrong: welcomes each new sender with a datagram of its own, before the first answer.

Loses: answers_once
Says: another datagram before its answer
"""
import socket
import sys

known = set()
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as box:
    box.bind((sys.argv[1], int(sys.argv[2])))
    while True:
        data, sender = box.recvfrom(2048)
        text = data.decode()
        print(sender, text)
        if sender not in known:
            known.add(sender)
            box.sendto(b"WELCOME", sender)
        box.sendto(text.upper().encode(), sender)
