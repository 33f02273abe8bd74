"""Wrong: no timeout at all; a lost datagram stops it for good.

Loses: sends_again, says_no_answer, goes_on, ends_with_status_1
Says: did not send the request again
"""
import secrets
import socket
import sys

server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
    name = secrets.token_hex(5).encode()
    sock.sendto(name + b" ADD " + line.strip().encode(), server)
    while True:
        data, sender = sock.recvfrom(1024)
        if sender != server or not data.isascii():
            continue
        words = data.split(b" ")
        if words[0] == name and len(words) == 2:
            print(words[1].decode())
            break
