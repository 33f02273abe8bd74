"""Wrong: speaks GBK in both directions.

Loses: sends_utf8, prints_every_reply_decoded
Says: sent in gbk | read as gbk
"""
import socket
import sys

CODE = "gbk"

client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
    msg = line.strip()
    if not msg:
        continue
    client.sendto(msg.encode(CODE), (sys.argv[1], int(sys.argv[2])))
    data, addr = client.recvfrom(1024)
    print(data.decode(CODE, errors="replace"))
