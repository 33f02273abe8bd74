"""Right: loads something large first, for six of the ten seconds that it has.

Judged by: prints_the_reply
"""

import socket
import sys
import time

time.sleep(6)
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
    client.connect((sys.argv[1], int(sys.argv[2])))
    for line in map(str.strip, sys.stdin):
        client.send(line.encode())
        print(client.recv(1024).decode())
