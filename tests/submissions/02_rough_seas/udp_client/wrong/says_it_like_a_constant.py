"""Wrong: it writes NO_ANSWER.

Loses: says_no_answer
Says: The words were printed in other letters, and with something else between them than one blank.
"""

import select
import socket
import sys
import time

if len(sys.argv) < 3:
    sys.argv = ["udp_client.py", "127.0.0.1", "8080"]
server = (sys.argv[1], int(sys.argv[2]))
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
counter = 0
unanswered = 0
for line in sys.stdin.readlines():
    counter += 1
    message = str(counter) + " ADD " + line.strip()
    message = message.encode("ascii")
    answer = None
    sent = 0
    while sent < 5 and answer is None:
        s.sendto(message, server)
        sent += 1
        end = time.monotonic() + 0.2
        while answer is None:
            rest = end - time.monotonic()
            if rest <= 0:
                break
            readable, _, _ = select.select([s], [], [], rest)
            if s not in readable:
                break
            data, addr = s.recvfrom(65535)
            if addr[0] != server[0] or addr[1] != server[1]:
                continue
            if not data.isascii():
                continue
            parts = data.split(b" ")
            if parts[0] == str(counter).encode() and len(parts) > 1:
                answer = parts[1].decode()
    if answer is None:
        print("NO_ANSWER")
        unanswered += 1
    else:
        print("total:", answer)
s.close()
if unanswered > 0:
    sys.exit(1)
sys.exit(0)
