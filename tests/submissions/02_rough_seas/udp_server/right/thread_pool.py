"""Right: answers in whatever order its tasks are done."""
import re, socket, sys, threading
from concurrent.futures import ThreadPoolExecutor
lock=threading.Lock(); total=0; seen={}
s=socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind((sys.argv[1],int(sys.argv[2])))
def work(data, addr):
    global total
    m=re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})", data)
    if not m: s.sendto(b"ERROR", addr); return
    with lock:
        if (addr,m[1]) not in seen: total+=int(m[2]); seen[addr,m[1]]=m[1]+b" %d"%total
        a=seen[addr,m[1]]
    s.sendto(a, addr)
with ThreadPoolExecutor(8) as p:
    while True: p.submit(work, *s.recvfrom(2048))
