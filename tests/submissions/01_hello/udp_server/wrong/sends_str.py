"""Wrong: gives sendto a str, so it dies with a TypeError at the first answer.

Loses: answers, runs_until_stopped
Says: a str has to be encoded
"""
import socket
import sys

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))

while True:
    data, (ip, port) = server.recvfrom(1024)
    text = data.decode("utf-8")
    print(f"{ip}:{port} {text}")
    server.sendto(text.upper(), (ip, port))
