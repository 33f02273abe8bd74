"""Wrong: gethostbyname() does it.

Loses: sends_a_query
Says: resolver of the system
"""
import socket
import sys

name, host, port = sys.argv[1:]
for address in socket.gethostbyname_ex(name)[2]:
    print(address)
