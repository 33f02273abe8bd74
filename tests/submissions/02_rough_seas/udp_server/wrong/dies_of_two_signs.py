"""Wrong: checks number.strip("-").isdigit(), so --5 gets as far as int() and ends the program.

Loses: refuses_near_misses
Says: '--5'
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total = 0
done = {}
while True:
    data, addr = sock.recvfrom(1024)
    text = data.decode("ascii", "replace")
    words = text.split(" ")
    if (len(words) != 3 or words[1] != "ADD" or not words[0] or len(words[0]) > 32
            or not words[0].isascii() or not words[0].isprintable()
            or not words[2].strip("-").isdigit() or len(words[2].strip("-")) > 18):
        sock.sendto(b"ERROR", addr)
        continue
    if (addr, words[0]) not in done:
        total += int(words[2])
        done[addr, words[0]] = words[0] + " " + str(total)
    sock.sendto(done[addr, words[0]].encode(), addr)
