"""Wrong: prints what it sends, not what it received.

Loses: prints_the_text
Says: printed after it had been changed (in capitals)
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = sock.recvfrom(1024)
    data = data.decode("utf-8").upper()
    print("%s  (%s, %s)" % (data, addr[0], addr[1]))
    sock.sendto(data.encode("utf-8"), addr)
