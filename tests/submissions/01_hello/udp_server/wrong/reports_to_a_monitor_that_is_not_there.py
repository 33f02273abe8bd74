"""Wrong: tells each text to a monitor at the next port as well, on a connected socket; nobody is there.

Loses: answers_again
Says: This UDP socket is connected, so it is told when nobody is bound where it sends
"""
import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind((host, port))
monitor = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
monitor.connect((host, port + 1))
while True:
    data, address = s.recvfrom(2048)
    text = data.decode()
    print(text, "from", *address)
    s.sendto(text.upper().encode(), address)
    monitor.send(data)
