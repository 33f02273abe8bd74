"""Wrong: prints who it is only when a sender is new.

Loses: prints_the_sender
Says: for each of 2 datagrams | All of them had the same sender
"""
import socket
import sys

sock = socket.socket(type=socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
guests = []
while True:
    message, sender = sock.recvfrom(1024)
    if sender not in guests:
        guests.append(sender)
        print("a new guest:", *sender)
    print(">", message.decode())
    sock.sendto(message.decode().upper().encode(), sender)
