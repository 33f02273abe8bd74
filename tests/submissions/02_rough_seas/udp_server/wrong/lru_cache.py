"""Wrong: a cache of 128 remembers the requests.

Loses: counts_a_request_once
Says: had been forgotten
"""
import re, socket, sys, functools
total=0
@functools.lru_cache
def answer(addr, rid, n):
    global total
    total+=int(n); return rid+b" %d"%total
s=socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind((sys.argv[1],int(sys.argv[2])))
while True:
    d,a=s.recvfrom(2048); m=re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})", d)
    s.sendto(answer(a,m[1],m[2]) if m else b"ERROR", a)
