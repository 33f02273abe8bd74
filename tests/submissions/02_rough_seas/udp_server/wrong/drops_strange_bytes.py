"""Wrong: decode("ascii", "ignore") leaves out what is not ASCII and takes the rest.

Loses: refuses_what_is_not_ascii
Says: a byte that is neither ASCII nor UTF-8
"""
import re
import socket
import sys

total = 0
done = {}
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
while True:
    raw, peer = server.recvfrom(1024)
    clean = raw.decode("ascii", errors="ignore")
    m = re.fullmatch("([!-~]{1,32}) ADD (-?[0-9]{1,18})", clean)
    if not m:
        server.sendto(b"ERROR", peer)
        continue
    if (peer, m.group(1)) not in done:
        total += int(m.group(2))
        done[peer, m.group(1)] = m.group(1) + " " + str(total)
    server.sendto(done[peer, m.group(1)].encode("ascii"), peer)
