"""Wrong: sends the first five letters in one datagram, and the others in another one.

Loses: raises_letters, answers_once
Says: The answer came in pieces, in 2 datagrams
Never says: Only its beginning came
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, sender = sock.recvfrom(1024)
    text = data.decode()
    print(*sender, text)
    raised = text.upper().encode()
    sock.sendto(raised[:5], sender)
    if len(raised) > 5:
        sock.sendto(raised[5:], sender)
