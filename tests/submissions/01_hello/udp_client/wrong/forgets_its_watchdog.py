"""Wrong: a timer is to end a program that hangs, and nobody cancels it at the end.

Loses: ends_with_status_0
Says: still running | a thread or a timer that nobody has ended
"""
import os
import socket
import sys
import threading

watchdog = threading.Timer(60, os._exit, [1])
watchdog.start()
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
    sock.sendto(line.strip().encode(), (sys.argv[1], int(sys.argv[2])))
    reply, server = sock.recvfrom(1024)
    print(reply.decode())
sock.close()
