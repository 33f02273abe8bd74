"""Wrong: says NXDOMAIN of every name, and has read no file.

Loses: gives_the_address, has_nothing_of_other_types, says_notimp, says_formerr, keeps_silent
Says: stands in HOSTS_FILE
Points: 6
"""

import socket
import struct
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    query, client = sock.recvfrom(4096)
    try:
        number, flags = struct.unpack_from("!HH", query)
        end = query.index(b"\0", 12) + 5
    except (ValueError, struct.error):
        continue
    head = struct.pack("!6H", number, 0x8403 | flags & 0x0100, 1, 0, 0, 0)
    sock.sendto(head + query[12:end], client)
