"""Right: the parent receives and prints, a forked child answers each datagram."""
import os
import signal
import socket
import sys


def reply_in_child(sock, data, addr):
    if os.fork() == 0:
        # the child has the same socket, so the answer leaves from the same port
        sock.sendto(data.decode("utf-8").upper().encode("utf-8"), addr)
        os._exit(0)


def serve(host, port):
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # no zombies
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    while True:
        data, addr = sock.recvfrom(1024)
        print(data.decode("utf-8"), "came from", addr[0], "and port", addr[1], flush=True)
        reply_in_child(sock, data, addr)


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
