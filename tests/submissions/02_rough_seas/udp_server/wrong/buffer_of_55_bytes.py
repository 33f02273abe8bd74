"""Wrong: its buffer is a byte too small for the longest request.

Loses: takes_any_id, refuses_near_misses
Says: last digit of the number was lost
"""
import re, socket, sys, time, threading, os

HOST, PORT = sys.argv[1], int(sys.argv[2])
REQ = re.compile(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})")
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

s.bind((HOST, PORT))
total = 0
seen = {}
while True:
    data, addr = s.recvfrom(55)
    
    m = REQ.fullmatch(data)
    if not m:
        s.sendto(b"ERROR", addr)
        continue
    
    key = (addr, m[1])
    if key not in seen:
        total += int(m[2])
        seen[key] = m[1] + b" %d" % total
        
    s.sendto(seen[key], addr)
