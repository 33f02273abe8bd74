"""Wrong: throws the result of upper() away and echoes the text as it came.

Loses: raises_letters
Says: came back as it was sent
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))

while True:
    data, addr = sock.recvfrom(1024)
    text = data.decode("utf-8")
    print(f"{addr[0]}:{addr[1]} wrote {text}")
    text.upper()
    sock.sendto(text.encode("utf-8"), addr)
