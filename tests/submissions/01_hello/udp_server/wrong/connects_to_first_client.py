"""Wrong: connects its socket to the first client and is deaf to all others.

Loses: answers_each_client
Says: connected to client A
Never says: Does the program bind
"""
import socket
import sys


def main():
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((sys.argv[1], int(sys.argv[2])))
    data, client = sock.recvfrom(1024)
    sock.connect(client)
    while True:
        text = data.decode()
        print(f"{client}: {text}")
        sock.send(text.upper().encode())
        data = sock.recv(1024)


main()
