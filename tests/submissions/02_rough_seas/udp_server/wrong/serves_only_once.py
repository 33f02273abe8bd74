"""Wrong: there is no loop; after one datagram the program ends.

Loses: adds
Says: after its first answer
"""
import re
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total = 0
data, addr = sock.recvfrom(1024)
m = re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})", data)
if m:
    total += int(m[2])
    sock.sendto(m[1] + b" " + str(total).encode(), addr)
else:
    sock.sendto(b"ERROR", addr)
sock.close()
