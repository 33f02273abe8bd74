"""Wrong: prints the answer on its own screen and sends nothing.

Loses: answers
Says: server's own screen
"""
import re
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total = 0
done = {}
while True:
    data, addr = sock.recvfrom(1024)
    m = re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})", data)
    if not m:
        print("ERROR")
    elif (addr, m[1]) in done:
        print(done[addr, m[1]])
    else:
        total += int(m[2])
        done[addr, m[1]] = m[1].decode() + " " + str(total)
        print(done[addr, m[1]])
