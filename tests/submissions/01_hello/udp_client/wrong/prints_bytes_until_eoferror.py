"""Wrong: prints bytes, and asks for a line too many; two mistakes, and each has its own words.

Loses: prints_every_reply_decoded, ends_with_status_0
Says: The bytes were printed | The program asked for input, and there was no more
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = (sys.argv[1], int(sys.argv[2]))
while True:
    line = input("? ").strip()
    sock.sendto(line.encode(), server)
    reply, sender = sock.recvfrom(1024)
    print(sender, "said", reply)
