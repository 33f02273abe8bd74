"""Wrong: sends again and again until there is an answer.

Loses: gives_up_after_five, says_no_answer, goes_on, ends_with_status_1
Says: had not given up
"""
import socket
import sys
import time

server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
n = 0
for line in sys.stdin:
    n += 1
    name = "w%03d" % n
    total = None
    while total is None:
        sock.sendto((name + " ADD " + line.strip()).encode(), server)
        end = time.monotonic() + 0.2
        while total is None and time.monotonic() < end:
            sock.settimeout(max(0.001, end - time.monotonic()))
            try:
                data, addr = sock.recvfrom(1024)
                words = data.decode("ascii").split(" ")
            except (socket.timeout, UnicodeDecodeError):
                continue
            if addr == server and words[0] == name and len(words) == 2:
                total = words[1]
    print(total)
