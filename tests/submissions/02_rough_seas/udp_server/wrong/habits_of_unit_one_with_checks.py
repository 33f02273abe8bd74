"""Wrong: unit 1's server with a sum: it looks at all three words, and keeps no memory of requests.

Loses: counts_a_request_once, repeats_its_answer, refuses_near_misses, refuses_what_is_not_ascii
Points: 8
Says: was added already | It was added once more
"""

import socket
import sys

HOST, PORT = sys.argv[1], int(sys.argv[2])
total = 0
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((HOST, PORT))
while True:
    data, sender = server.recvfrom(1024)
    words = data.decode("utf-8").split(" ")
    if len(words) == 3 and words[1] == "ADD" and words[2].lstrip("-").isdigit():
        total = total + int(words[2])
        server.sendto((words[0] + " " + str(total)).encode("utf-8"), sender)
    else:
        server.sendto(b"ERROR", sender)
