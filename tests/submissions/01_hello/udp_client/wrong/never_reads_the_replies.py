"""Wrong: sends every line and never looks for a reply.

Loses: prints_the_reply, waits_for_each_reply
Says: before the answer to the last one had come
"""
import fileinput
import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
    for line in fileinput.input("-"):
        sock.sendto(line.strip().encode("utf-8"), (host, port))
        print("sent", line.strip())
