"""Wrong: after an empty datagram every answer is ERROR.

Loses: survives_an_empty_datagram
Says: came last was b'ERROR'
"""
import re, socket, sys, time, threading, os
broken=False
HOST, PORT = sys.argv[1], int(sys.argv[2])
REQ = re.compile(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})")
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

s.bind((HOST, PORT))
total = 0
seen = {}
while True:
    data, addr = s.recvfrom(2048)
    broken = broken or not data
    if broken: s.sendto(b"ERROR" if data==b"" else b"ERROR", addr); continue
    m = REQ.fullmatch(data)
    if not m:
        s.sendto(b"ERROR", addr)
        continue
    
    key = (addr, m[1])
    if key not in seen:
        total += int(m[2])
        seen[key] = m[1] + b" %d" % total
        
    s.sendto(seen[key], addr)
