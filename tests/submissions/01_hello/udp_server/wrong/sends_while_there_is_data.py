"""Wrong: its inner loop sends for as long as there is data, which is for ever.

Loses: answers_again, answers_once
Says: Your program sent more than 1000 datagrams to
"""
import socket
import sys

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, client = server.recvfrom(1024)
    print(data.decode(), client[0], client[1], flush=True)
    while data:
        server.sendto(data.decode().upper().encode(), client)
