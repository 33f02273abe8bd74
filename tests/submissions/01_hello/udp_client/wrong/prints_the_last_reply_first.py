"""Wrong: prints all replies at its end, the last one first.

Loses: prints_every_reply_decoded
Says: another order
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
        got.append(reply)
print("\n".join(reversed(got)))
