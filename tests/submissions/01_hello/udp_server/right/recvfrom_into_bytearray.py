"""Right: one bytearray for all datagrams, filled by recvfrom_into."""
import socket
import sys

buffer = bytearray(1500)
view = memoryview(buffer)

udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.bind((sys.argv[1], int(sys.argv[2])))
print("up and running")

while True:
    n, client = udp.recvfrom_into(buffer)
    received = view[:n].tobytes()
    print(n, "bytes from", client[0], "port", client[1])
    print(received.decode())
    udp.sendto(received.upper(), client)
