"""Wrong: sends the last line once more behind the loop, in case that it had no line end.

Loses: ends_with_status_0
Says: The same line came twice.
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
address = (sys.argv[1], int(sys.argv[2]))
text = ""
for line in sys.stdin:
    text = line.strip()
    sock.sendto(text.encode("utf-8"), address)
    reply = sock.recv(1024)
    print(reply.decode("utf-8"))
if text:
    sock.sendto(text.encode("utf-8"), address)
sock.close()
