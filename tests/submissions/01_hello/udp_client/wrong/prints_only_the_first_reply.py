"""Wrong: remembers the first reply and prints that one, however many come.

Loses: prints_every_reply_decoded
Says: The text before it was printed, and this one was not
"""
import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])
first = None
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    for line in sys.stdin:
        s.sendto(line.strip().encode(), (host, port))
        answer = s.recv(1024).decode()
        first = first or answer
if first is not None:
    print(first)
