"""Wrong: binds all interfaces, so the answer may leave from 127.0.0.1 though HOST was another address.

Loses: answers_from_its_address
Says: bound to all interfaces
Never says: another socket
"""
import socket
import sys

_, host, port = sys.argv
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(("", int(port)))
print("listening, I was told to use", host)
while True:
    packet, source = sock.recvfrom(1024)
    print("datagram from", source)
    print(packet.decode("utf-8"))
    sock.sendto(packet.decode("utf-8").upper().encode("utf-8"), source)
