"""Wrong: reads the bytes as GBK for the print.

Loses: prints_every_text_decoded
Says: read as gbk
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = sock.recvfrom(1024)
    print(data.decode("gbk", "replace"), addr)
    sock.sendto(data.upper(), addr)
