"""Wrong: reads the replies as Latin-1, in which every byte is a letter.

Loses: prints_every_reply_decoded
Says: read as latin-1
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = (sys.argv[1], int(sys.argv[2]))
for line in sys.stdin:
    sock.sendto(line.strip().encode("utf-8"), server)
    print(str(sock.recv(1024), "latin-1"))
