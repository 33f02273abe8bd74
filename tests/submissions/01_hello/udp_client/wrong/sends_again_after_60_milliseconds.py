"""Wrong: sends its line again and again until the reply comes, with hardly a wait.

Loses: waits_for_each_reply
Says: Your program sent the same line again before the answer had come
"""
import socket
import sys

HOST, PORT = sys.argv[1], int(sys.argv[2])
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.settimeout(0.06)
for line in sys.stdin:
    data = line.strip().encode()
    while True:
        sock.sendto(data, (HOST, PORT))
        try:
            reply, _ = sock.recvfrom(1024)
        except TimeoutError:
            continue
        break
    print(reply.decode())
