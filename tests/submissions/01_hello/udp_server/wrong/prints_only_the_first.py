"""Wrong: its print stands before the loop, so only the first text is ever shown.

Loses: prints_every_text_decoded
Says: The text before it was printed, and this one was not
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))

data, client = sock.recvfrom(1024)
print(data.decode(), "came from", client)
while True:
    sock.sendto(data.decode().upper().encode(), client)
    data, client = sock.recvfrom(1024)
