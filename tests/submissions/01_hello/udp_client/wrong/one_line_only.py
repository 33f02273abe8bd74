"""Wrong: sends the first line and ends.

Loses: sends_every_line
Says: 1 of the 6 lines
"""
import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
message = input("message: ").strip()
sock.sendto(message.encode("utf-8"), (host, port))
data, server = sock.recvfrom(1024)
print("received:", data.decode("utf-8"))
sock.close()
