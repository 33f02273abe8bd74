"""Wrong: sends `ADD ID N`.

Loses: sends_a_request
Says: verb comes first
"""
import socket
import sys
import time

HOST, PORT = sys.argv[1], int(sys.argv[2])
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
n = 0
failed = False
for line in sys.stdin:
    n += 1
    message = "ADD c%d %s" % (n, line.strip())
    got = None
    tries = 0
    while got is None and tries < 5:
        s.sendto(message.encode(), (HOST, PORT))
        tries += 1
        start = time.monotonic()
        while got is None and time.monotonic() - start < 0.2:
            s.settimeout(max(0.001, 0.2 - (time.monotonic() - start)))
            try:
                data, addr = s.recvfrom(1024)
            except socket.timeout:
                break
            if addr == (HOST, PORT) and data.isascii():
                words = data.decode().split(" ")
                if words[0] == "c%d" % n and len(words) == 2:
                    got = words[1]
    if got is None:
        failed = True
        print("no answer")
    else:
        print(got)
sys.exit(failed)
