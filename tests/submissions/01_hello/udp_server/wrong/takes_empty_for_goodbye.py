"""Wrong: closes its socket at an empty datagram, and lives on without one.

Loses: survives_an_empty_datagram
Says: had no bytes
"""
import socket
import sys
import threading

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))


def serve():
    while True:
        data, addr = sock.recvfrom(1024)
        if not data:
            print("the client has hung up")
            sock.close()
            threading.Event().wait()
        print(data.decode(), addr)
        sock.sendto(data.upper(), addr)


serve()
