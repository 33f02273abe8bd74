"""Wrong: there is no recvfrom in it; in the end input() raises EOFError.

Loses: prints_the_reply, waits_for_each_reply, ends_with_status_0
Says: The answer found nobody | before the answer to the last one had come
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = (sys.argv[1], int(sys.argv[2]))
while True:
    line = input()
    sock.sendto(line.strip().encode(), server)
