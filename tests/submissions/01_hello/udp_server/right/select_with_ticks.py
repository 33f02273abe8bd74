"""Right: select.select with a timeout, and a tick on standard error while nothing comes."""
from select import select
from socket import *
import sys

host = sys.argv[1]
port = int(sys.argv[2])

s = socket(AF_INET, SOCK_DGRAM)
s.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
s.bind((host, port))

while 1:
    ready, _, _ = select([s], [], [], 2.5)
    if s not in ready:
        print("tick, still nothing", file=sys.stderr)
        continue
    msg, who = s.recvfrom(1024)
    print('from host', who[0])
    print('from port', who[1])
    print('text     ', msg.decode('utf8'))
    s.sendto(msg.decode('utf8').upper().encode('utf8'), who)
