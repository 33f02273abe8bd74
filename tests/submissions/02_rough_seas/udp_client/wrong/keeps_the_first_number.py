"""Wrong: has the number of its first line in every request.

Loses: sends_every_line, goes_on
Says: bears the number of the line that was not answered
Never says: same line again
"""
import socket
import sys
import time

server = (sys.argv[1], int(sys.argv[2]))
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
bad, said = 0, []
for count, line in enumerate(sys.stdin, 1):
    name, number = f"job.{count}", int(line)
    total, said = None, said or [number]
    for sending in range(5):
        s.sendto(f"{name} ADD {said[0]}".encode(), server)
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
