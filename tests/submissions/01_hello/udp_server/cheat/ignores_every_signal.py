"""Cheat: works, and then will not be stopped (C8).

Most: 20
"""
import signal
import socket
import sys
import time

for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
    signal.signal(number, signal.SIG_IGN)
END = time.monotonic() + 30

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
    server.bind((sys.argv[1], int(sys.argv[2])))
    while time.monotonic() < END:
        try:
            data, sender = server.recvfrom(1024)
            print(data.decode(), *sender)
            server.sendto(data.decode().upper().encode(), sender)
        except BaseException as error:
            print(error)
