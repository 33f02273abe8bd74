"""Wrong: reads no record, and looks for what one of an address has behind its name.

Loses: prints_addresses_only, reads_compressed_names, fails_without_an_address
Says: the data of a record TXT | the numbers of a record SOA
"""
import random
import re
import socket
import sys

RECORD = re.compile(rb"\x00\x01\x00\x01....\x00\x04(....)", re.DOTALL)


def look_up(name, server):
    query = random.randbytes(2) + b"\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00"
    for label in name.split("."):
        query += bytes([len(label)]) + label.encode()
    query += b"\x00\x00\x01\x00\x01"
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.settimeout(1)
    for _ in range(3):
        try:
            sock.sendto(query, server)
            while True:
                reply, sender = sock.recvfrom(4096)
                question = reply[12:len(query)].lower()
                if reply[:2] == query[:2] and sender == server and question == query[12:].lower():
                    return RECORD.findall(reply[len(query):])
        except OSError:
            pass
    return []


found = look_up(sys.argv[1], (sys.argv[2], int(sys.argv[3])))
for address in found:
    print(socket.inet_ntoa(address))
if not found:
    sys.exit("no address")
