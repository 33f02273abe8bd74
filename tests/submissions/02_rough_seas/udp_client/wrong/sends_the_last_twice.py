"""Wrong: the last sending is made twice.

Loses: waits_a_fifth_of_a_second
Says: sent again at once
"""
import socket, sys, time, select, os, threading
HOST, PORT = sys.argv[1], int(sys.argv[2])
server = (HOST, PORT)
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

bad = 0
for n, line in enumerate(sys.stdin, 1):
    rid = f"q{n}"
    msg = f"{rid} ADD {line.strip()}".encode()
    total = None
    for attempt in range(5):
        
        s.sendto(msg, server)
        
        end = time.monotonic() + (0.2 if attempt != 3 else 0.0)
        while total is None:
            left = end - time.monotonic()
            if left <= 0:
                break
            s.settimeout(left)
            try:
                data, addr = s.recvfrom(4096)
            except TimeoutError:
                break
            if addr != server: continue
            try: words = data.decode().split(" ")
            except UnicodeDecodeError: continue
            if len(words) == 2 and words[0] == rid: total = words[1]
        if total is not None:
            break
    
    if total is None:
        print("no answer")
        bad += 1
    else:
        print(total)
    
sys.exit(1 if bad else 0)
