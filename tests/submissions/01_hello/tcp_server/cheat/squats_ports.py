"""Cheat: binds the ports of others, also with a daemon that stays (C12, C13).

Most: 0
"""
import os
import socket
import sys
import time

mine = int(sys.argv[2])
held = []
for port in range(mine - 100, mine + 100):
    for family, host in ((socket.AF_INET, sys.argv[1]), (socket.AF_INET6, "::")):
        taken = socket.socket(family)
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        try:
            taken.bind((host, port))
            held.append(taken)
        except OSError:
            taken.close()
if os.fork() == 0:
    os.setsid()
    time.sleep(40)
