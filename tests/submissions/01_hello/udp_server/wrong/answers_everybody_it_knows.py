"""Wrong: works like a chat room, each answer goes to all clients seen so far.

Loses: answers_each_client
Says: which client B had sent
"""
import socket
import sys

clients = []
room = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
room.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = room.recvfrom(1024)
    if addr not in clients:
        clients.append(addr)
    text = data.decode()
    print(addr[0], addr[1], text)
    for client in clients:
        room.sendto(text.upper().encode(), client)
