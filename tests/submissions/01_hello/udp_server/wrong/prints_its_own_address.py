"""Wrong: prints its own address where the sender's should be.

Loses: prints_the_sender
Says: is the server's own address
"""
import socket
import sys


def main(host, port):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.bind((host, port))
    while True:
        data, client = s.recvfrom(1024)
        text = data.decode()
        sender_host, sender_port = s.getsockname()
        print(f"{text} (sent by {sender_host}, port {sender_port})")
        s.sendto(text.upper().encode(), client)


main(sys.argv[1], int(sys.argv[2]))
