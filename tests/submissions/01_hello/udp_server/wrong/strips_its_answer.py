"""Wrong: takes the blanks off before it answers.

Loses: raises_letters
Says: white space at its ends is missing
"""
import socket
import sys

sock = socket.socket(type=socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    message, sender = sock.recvfrom(1024)
    line = message.decode()
    print(f"{sender} said {line!r}")
    sock.sendto(line.strip().upper().encode(), sender)
