"""Wrong: answers in GBK, and everything else is UTF-8.

Loses: keeps_chinese
Says: encoded as gbk
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = sock.recvfrom(1024)
    text = data.decode("utf-8")
    print(addr, text)
    sock.sendto(text.upper().encode("gbk"), addr)
