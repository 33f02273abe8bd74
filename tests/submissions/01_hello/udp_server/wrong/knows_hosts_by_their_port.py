"""Wrong: remembers the host of each port, so that another host with the same port is not answered.

Loses: answers_each_client
Says: The answer to client J came to client A
"""
import socket
import sys

hosts = {}
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, sender = s.recvfrom(1024)
    text = data.decode()
    print(sender, text)
    host = hosts.setdefault(sender[1], sender[0])
    s.sendto(text.upper().encode(), (host, sender[1]))
