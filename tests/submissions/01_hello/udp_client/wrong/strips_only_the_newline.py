"""Wrong: input() drops the newline, but the blanks around the line stay.

Loses: strips_lines
Says: blanks at both ends
"""
import socket
import sys


def lines():
    while True:
        try:
            yield input()
        except EOFError:
            return


udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in lines():
    if line:
        udp.sendto(line.encode("utf-8"), (sys.argv[1], int(sys.argv[2])))
        answer = udp.recvfrom(1024)
        print(answer[0].decode("utf-8"))
