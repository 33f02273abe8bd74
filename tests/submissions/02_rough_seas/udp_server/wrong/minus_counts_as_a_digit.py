"""Wrong: the minus counts as one of the 18 digits.

Loses: takes_any_number
Says: refused, although | a minus sign and 18 digits
"""
import re, socket, sys, time, threading, os

HOST, PORT = sys.argv[1], int(sys.argv[2])
REQ = re.compile(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})")
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

s.bind((HOST, PORT))
total = 0
seen = {}
while True:
    data, addr = s.recvfrom(2048)
    
    m = REQ.fullmatch(data)
    if not m:
        s.sendto(b"ERROR", addr)
        continue
    if len(m[2]) > 18: s.sendto(b"ERROR", addr); continue
    key = (addr, m[1])
    if key not in seen:
        total += int(m[2])
        seen[key] = m[1] + b" %d" % total
        
    s.sendto(seen[key], addr)
