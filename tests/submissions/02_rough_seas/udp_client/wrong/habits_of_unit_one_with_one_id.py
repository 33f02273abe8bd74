"""Wrong: unit 1's client with a time-out: one ID for all lines, and nobody looks at an answer's.

Loses: uses_new_ids, passes_over_strangers, passes_over_garbage, ends_with_status_1
Points: 9
Says: have the same ID
"""

import socket
import sys

HOST, PORT = sys.argv[1], int(sys.argv[2])
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
client.settimeout(0.2)
for line in sys.stdin:
    tries = 0
    while tries < 5:
        client.sendto(("me ADD " + line.strip()).encode("utf-8"), (HOST, PORT))
        tries = tries + 1
        try:
            data, sender = client.recvfrom(1024)
            print(data.decode("utf-8").split(" ")[-1])
            break
        except socket.timeout:
            if tries == 5:
                print("no answer")
