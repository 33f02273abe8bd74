"""Wrong: a daemon thread serves, and the main thread does not wait for it.

Loses: binds
Says: a server goes on until it is stopped | A daemon thread ends with the main thread
"""
import socket
import sys
import threading


def serve(host, port):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        threading.Event().wait(0.2)  # until everything is ready
        sock.bind((host, port))
        while True:
            data, addr = sock.recvfrom(1024)
            print(data.decode(), addr)
            sock.sendto(data.upper(), addr)


threading.Thread(target=serve, args=(sys.argv[1], int(sys.argv[2])), daemon=True).start()
