"""Wrong: looks at the first letter of every line, a blank one has none.

Loses: survives_a_blank_line
Says: without anything in it
"""
import socket
import sys


def is_a_name(line):
    return line[0].isupper()


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
    line = line.strip()
    if is_a_name(line):
        print("a name:", line)
    sock.sendto(line.encode("utf-8"), (sys.argv[1], int(sys.argv[2])))
    print(sock.recvfrom(1024)[0].decode("utf-8"))
