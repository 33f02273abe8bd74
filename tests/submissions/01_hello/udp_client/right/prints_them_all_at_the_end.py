"""Right: the replies stand in one table at the end, with other things around them."""
import socket
import sys

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
    sock.connect((sys.argv[1], int(sys.argv[2])))
    table = []
    for text in filter(None, map(str.strip, sys.stdin)):
        sock.send(text.encode())
        table.append((text, sock.recv(4096).decode()))
for number, (text, reply) in enumerate(table, 1):
    print(f"{number}{reply}{number} ({text} of {len(table)})")
