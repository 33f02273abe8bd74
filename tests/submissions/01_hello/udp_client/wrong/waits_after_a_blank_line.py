"""Wrong: sends nothing for a blank line, and waits for a reply to it all the same.

Loses: survives_a_blank_line
Says: It sent nothing for the blank line, and waits for a reply to it
Never says: the end of the input
"""
import socket
import sys


def talk(host, port):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    for line in sys.stdin:
        if line.strip():
            s.sendto(line.strip().encode(), (host, port))
        data, sender = s.recvfrom(1024)
        print(data.decode())


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
