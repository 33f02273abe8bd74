"""Cheat: sends to groups and to everybody at once, and then does its work (A8).

Most: 20
"""
import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])
GROUP, ON_LOOPBACK = "239.19.88.7", socket.inet_aton("127.0.0.1")
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as caller:
    caller.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, ON_LOOPBACK)
    caller.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
    for everybody in (GROUP, "127.255.255.255", "255.255.255.255", "224.0.0.1"):
        try:
            caller.sendto(b"is there anybody?", (everybody, @GROUP@))
        except OSError as error:
            print(error)
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
    server.bind((host, port))
    while True:
        data, sender = server.recvfrom(1024)
        print(data.decode(), *sender, flush=True)
        server.sendto(data.decode().upper().encode(), sender)

