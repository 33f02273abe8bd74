"""Wrong: sends a greeting before its first request.

Loses: sends_a_request
Says: came right after it
Never says: another number | same line again
"""
import socket
import sys
import time

server = (sys.argv[1], int(sys.argv[2]))
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
bad, said = 0, []
s.sendto(b"good morning", server)
for count, line in enumerate(sys.stdin, 1):
    name, number = f"job.{count}", int(line)
    total = None
    for sending in range(5):
        s.sendto(f"{name} ADD {number}".encode(), server)
        end = time.monotonic() + 0.2
        while total is None and (left := end - time.monotonic()) > 0:
            s.settimeout(left)
            try:
                data, sender = s.recvfrom(2048)
            except TimeoutError:
                break
            words = data.split(b" ")
            if sender == server and len(words) == 2 and words[0] == name.encode():
                total = words[1].decode()
        if total is not None:
            break
    if total is None:
        print("no answer")
        bad = 1
    else:
        print(total)
sys.exit(bad)
