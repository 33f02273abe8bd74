"""Wrong: its answer is the text in upper case, and once more.

Loses: raises_letters
Says: The same text came more than once in it.
"""

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
    loud = msg.decode('utf8').upper()
    s.sendto((loud + loud).encode('utf8'), who)
