"""Wrong: reads the bytes as UTF-16.

Loses: raises_letters, prints_the_text
Says: read as utf-16
Never says: it waits in
"""
import socket
import sys

sock = socket.socket(type=socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    message, sender = sock.recvfrom(1024)
    line = message.decode("utf-16-le", "replace")
    print(line, "by", sender, flush=True)
    sock.sendto(line.upper().encode(), sender)
