"""Wrong: reads one line before the loop and sends it again and again, for ever.

Loses: sends_every_line, ends_with_status_0
Says: the line before once more
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
msg = input().strip()
while True:
    sock.sendto(msg.encode("utf-8"), (sys.argv[1], int(sys.argv[2])))
    data, server = sock.recvfrom(1024)
    print(data.decode("utf-8"))
