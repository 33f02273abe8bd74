"""Wrong: binds the port after the one it was given.

Loses: binds
Says: Your program is bound to
Never says: TCP
"""
import socket
import sys


def parse(argv):
    host = argv[1]
    port = int(argv[2]) + 1  # so that I can run it beside the TCP server
    return host, port


def main():
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(parse(sys.argv))
    while True:
        data, addr = sock.recvfrom(1024)
        print(addr, data.decode())
        sock.sendto(data.decode().upper().encode(), addr)


main()
