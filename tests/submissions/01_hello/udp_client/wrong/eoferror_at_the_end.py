"""Wrong: an endless loop around input(), which ends with an EOFError.

Loses: ends_with_status_0
Says: The program asked for input, and there was no more
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
while True:
    msg = input(">> ").strip()
    if not msg:
        continue
    sock.sendto(msg.encode("utf-8"), (sys.argv[1], int(sys.argv[2])))
    data, addr = sock.recvfrom(1024)
    print(data.decode("utf-8"))
