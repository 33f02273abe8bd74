"""Wrong: sends all lines at once and only then reads the replies.

Loses: waits_for_each_reply
Says: before the answer to the last one had come
Never says: came twice
"""
import socket
import sys

server = (sys.argv[1], int(sys.argv[2]))
messages = [line.strip() for line in sys.stdin if line.strip()]

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for message in messages:
    sock.sendto(message.encode("utf-8"), server)
for message in messages:
    reply, _ = sock.recvfrom(1024)
    print(message, "->", reply.decode("utf-8"))
