"""Wrong: sets an alarm of a second against a step that takes too long, and never turns it off.

Loses: runs_until_stopped
Says: Your program ended (signal 14, which an alarm sends) after the last datagram
"""

import signal
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, sender = sock.recvfrom(1024)
    signal.alarm(1)
    print(*sender, data.decode(), flush=True)
    sock.sendto(data.decode().upper().encode(), sender)
