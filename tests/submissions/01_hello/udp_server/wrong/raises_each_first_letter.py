"""Wrong: title() raises the first letter of each word only.

Loses: raises_letters
Says: Only the first letter
Never says: upper() returns
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = sock.recvfrom(1024)
    text = data.decode()
    print("from", addr, text)
    sock.sendto(text.title().encode(), addr)
