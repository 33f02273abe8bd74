"""Wrong: reads the replies as GBK, and passes over what does not fit.

Loses: prints_every_reply_decoded
Says: read as gbk
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = (sys.argv[1], int(sys.argv[2]))
for line in sys.stdin:
    sock.sendto(line.strip().encode("utf-8"), server)
    data, _ = sock.recvfrom(1024)
    print("reply:", data.decode("gbk", errors="ignore"))
