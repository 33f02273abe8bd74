"""Right: for line in sys.stdin; a blank line is sent as an empty datagram."""
import socket
import sys

server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

for line in sys.stdin:
    sock.sendto(line.strip().encode("utf-8"), server)
    reply, addr = sock.recvfrom(1024)
    print(reply.decode("utf-8"))

sock.close()
