"""Right: the wire format and the file are modules of their own, one of them in a package."""
import socket
import sys

import hostsfile
from wire import messages

hosts = hostsfile.Hosts(sys.argv[3])
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
buffer = bytearray(65535)
while True:
    size, client = server.recvfrom_into(buffer)
    try:
        query = messages.Query(bytes(buffer[:size]))
    except messages.NotForUs:
        continue
    except messages.Bad as bad:
        server.sendto(bad.response, client)
        continue
    found = hosts.lookup(query.name)
    if found is None:
        server.sendto(query.respond(3), client)
    else:
        server.sendto(query.respond(0, found if query.wants_addresses else ()), client)
