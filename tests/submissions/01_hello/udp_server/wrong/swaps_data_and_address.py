"""Wrong: unpacks the pair of recvfrom in the wrong order and dies.

Loses: answers, prints_the_text, prints_the_sender, runs_until_stopped
Says: data is an address | recvfrom() gives the data first
"""
import socket
import sys


def main(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, int(port)))
    while True:
        addr, data = sock.recvfrom(1024)
        text = data.decode("utf-8")
        print("message", text, "from", addr)
        sock.sendto(text.upper().encode("utf-8"), addr)


if __name__ == "__main__":
    main(*sys.argv[1:])
