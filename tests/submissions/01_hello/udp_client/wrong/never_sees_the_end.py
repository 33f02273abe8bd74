"""Wrong: takes the end of input for one more blank line and goes round for ever.

Loses: ends_with_status_0
Says: It waits in sleep()
"""
import socket
import sys
import time

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
while True:
    line = sys.stdin.readline().strip()
    if not line:
        time.sleep(0.1)
        continue
    sock.sendto(line.encode("utf-8"), (sys.argv[1], int(sys.argv[2])))
    reply, server = sock.recvfrom(1024)
    print(reply.decode("utf-8"))
