"""Wrong: prints a reply only if it has not come before.

Loses: prints_every_reply_decoded
Says: even if the same text came before
"""
import socket
import sys

server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
got = []
for line in sys.stdin:
    if text := line.strip():
        sock.sendto(text.encode(), server)
        reply = sock.recvfrom(1024)[0].decode()
        if reply not in got:
            print(reply)
        got.append(reply)
