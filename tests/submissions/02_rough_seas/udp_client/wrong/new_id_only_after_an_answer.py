"""Wrong: the counter goes up when an answer has come; after `no answer` the old ID is used again.

Loses: uses_new_ids
Says: its ID is used up
"""
import socket
import sys
import time

server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
counter = 1
status = 0
for line in sys.stdin:
    answered = False
    for sending in range(5):
        sock.sendto(("r%d ADD %s" % (counter, line.strip())).encode(), server)
        deadline = time.monotonic() + 0.2
        while not answered:
            left = deadline - time.monotonic()
            if left <= 0:
                break
            sock.settimeout(left)
            try:
                data, addr = sock.recvfrom(1024)
                words = data.decode("ascii").split(" ")
            except socket.timeout:
                break
            except UnicodeDecodeError:
                continue
            if addr == server and words[0] == "r%d" % counter and len(words) == 2:
                print(words[1])
                answered = True
        if answered:
            counter += 1
            break
    if not answered:
        print("no answer")
        status = 1
sys.exit(status)
