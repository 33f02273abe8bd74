"""Wrong: one except for the end of the wait and for bad data alike, so bad data cost a sending.

Loses: strays_cost_no_sending
Says: bytes that are no text
"""
import socket, sys, time
server=(sys.argv[1],int(sys.argv[2])); s=socket.socket(socket.AF_INET,socket.SOCK_DGRAM); status=0
for n,line in enumerate(sys.stdin):
    request=f"{n} ADD {line.strip()}".encode(); total=None
    for _ in range(5):
        s.sendto(request,server); deadline=time.monotonic()+0.2
        try:
            while total is None:
                s.settimeout(max(0.0001, deadline-time.monotonic()))
                data,sender=s.recvfrom(1024)
                if sender!=server: continue
                name,number=data.decode().split(" ")
                if name==str(n): total=number
            break
        except (TimeoutError, ValueError): pass
    print("no answer" if total is None else total)
    if total is None: status=1
sys.exit(status)
