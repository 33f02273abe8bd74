r"""Right: \S for the ID takes control characters as well."""
import re
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total = 0
done = {}
while True:
    data, addr = sock.recvfrom(1024)
    m = re.fullmatch(r"(\S{1,32}) ADD (-?\d{1,18})", data.decode("ascii", "replace"), re.ASCII)
    if not m or "\ufffd" in m[1]:
        sock.sendto(b"ERROR", addr)
        continue
    name = m.group(1)
    if (addr, name) not in done:
        total += int(m.group(2))
        done[addr, name] = name + " " + str(total)
    sock.sendto(done[addr, name].encode(), addr)
