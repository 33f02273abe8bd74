"""Wrong: after five sendings it asks the same line again with a new ID.

Loses: goes_on
Says: same line again
"""
import socket, sys, time
server=(sys.argv[1],int(sys.argv[2])); s=socket.socket(socket.AF_INET,socket.SOCK_DGRAM); n=0; bad=0
for line in sys.stdin:
    for rnd in range(2):
        n+=1; rid=b"r%d"%n; tot=None
        for _ in range(5):
            s.sendto(rid+b" ADD "+line.strip().encode(),server); end=time.monotonic()+.2
            while tot is None and (left:=end-time.monotonic())>0:
                s.settimeout(left)
                try: d,a=s.recvfrom(2048)
                except TimeoutError: break
                if a==server and d.split(b" ")[0]==rid and d.isascii(): tot=d.split(b" ")[1].decode()
            if tot: break
        if tot: break
        print("no answer"); bad=1
    if tot: print(tot)
sys.exit(bad)
