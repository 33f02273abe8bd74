"""Wrong: opens another socket for each answer, so the answer comes from another port.

Loses: answers_from_its_address
Says: left from another socket
Never says: all interfaces
"""
import socket
import sys


def send_back(host, text, addr):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        out.bind((host, 0))
        out.sendto(text.encode("utf-8"), addr)


def serve(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    while True:
        data, addr = sock.recvfrom(1024)
        text = data.decode("utf-8")
        print(text, "|", addr[0], "|", addr[1])
        send_back(host, text.upper(), addr)


serve(sys.argv[1], int(sys.argv[2]))
