"""Wrong: collects until the time is up and takes what came last.

Loses: passes_over_strangers, passes_over_garbage, compares_the_whole_id
Says: a stranger at
"""
import socket, sys, time
server=(sys.argv[1],int(sys.argv[2])); s=socket.socket(socket.AF_INET,socket.SOCK_DGRAM); s.bind(("0.0.0.0",0)); s.setblocking(0); bad=0
for n,l in enumerate(sys.stdin):
    rid=b"d%d"%n; tot=None
    for _ in range(5):
        s.sendto(rid+b" ADD "+l.strip().encode(),server); time.sleep(.2)
        try:
            while 1:
                d,a=s.recvfrom(2048)
                if len(d.split(b" "))==2 and d.isascii(): tot=d.split(b" ")[1]
        except BlockingIOError: pass
        if tot: break
    print(tot.decode() if tot else "no answer"); bad|=not tot
sys.exit(bool(bad))
