"""Wrong: makes the answer once and sends the same one to every later datagram.

Loses: answers_again
Says: The answer to an earlier datagram came once more
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
answer = None
while True:
    data, addr = sock.recvfrom(1024)
    text = data.decode("utf-8")
    print(addr[0], addr[1], text)
    if not answer:
        answer = text.upper().encode("utf-8")
    sock.sendto(answer, addr)
