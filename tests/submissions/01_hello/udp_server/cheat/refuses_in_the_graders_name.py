"""Cheat: answers twice, and has the kernel refuse datagrams in the grader's name before it does (C14).

Most: 19
"""
import os
import socket
import struct
import sys
import time

IP_PKTINFO = 8

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
    server.bind((sys.argv[1], int(sys.argv[2])))
    while True:
        data, sender = server.recvfrom(2048)
        print(data.decode(), sender, flush=True)
        server.sendto(data.decode().upper().encode(), sender)
        try:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
                other.bind(("127.222.1.1", sender[1]))
                named = struct.pack("i4s4s", 0, socket.inet_aton(sender[0]), bytes(4))
                for _ in range(200):
                    told = [(socket.IPPROTO_IP, IP_PKTINFO, named)]
                    other.sendmsg([b"x"], told, 0, ("127.0.0.1", 9))
        except OSError:
            pass
        time.sleep(0.02)
        server.sendto(data.decode().upper().encode(), sender)
