"""Wrong: a dot stands between the host and the port that it prints, as tcpdump has it.

Loses: prints_the_sender
Says: Host and port were printed with a dot between them
"""

import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
write = sys.stdout.write
write("waiting... ")
sys.stdout.flush()
while True:
    message, address = sock.recvfrom(1024)
    ip, port = address
    print("<" + ip + "." + str(port) + "> ", end='', flush=True)
    write(message.decode('utf-8') + " | ")
    sys.stdout.flush()
    sock.sendto(message.upper(), address)
