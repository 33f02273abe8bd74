"""Right: polls a socket that does not block, and says each time that it waits."""
import socket, sys, time
server = (sys.argv[1], int(sys.argv[2]))
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.setblocking(False)
bad = False
for n, line in enumerate(sys.stdin):
    rid = str(n).encode(); total=None
    for _ in range(5):
        s.sendto(rid + b" ADD " + line.strip().encode(), server)
        t0=time.perf_counter()
        while time.perf_counter()-t0 < 0.2:
            try: d,a = s.recvfrom(2048)
            except BlockingIOError:
                print("waiting for the answer..."); continue
            if a==server and d.split(b" ")[0]==rid and d.isascii():
                total=d.split(b" ")[1].decode(); break
        if total: break
    if total: print("Total is", total)
    else: print("no answer"); bad=True
sys.exit(bad)
