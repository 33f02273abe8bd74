"""Wrong: waits for a reply for 0.3 s, and then goes on with the next line.

Loses: waits_for_each_reply
Says: and went on without it: a reply may take most of a second

Judged by: waits_for_each_reply
"""
import socket
import sys

address = sys.argv[1], int(sys.argv[2])
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as box:
    box.settimeout(0.3)
    for line in sys.stdin:
        box.sendto(line.strip().encode(), address)
        try:
            print("reply:", box.recvfrom(1024)[0].decode())
        except TimeoutError:
            print("no reply")
