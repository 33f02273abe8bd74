"""Right: a new thread for every datagram; it answers first and prints afterwards."""
import socket
import sys
from threading import Lock, Thread

print_lock = Lock()


def handle(sock, data, addr):
    text = data.decode("utf-8")
    sock.sendto(text.upper().encode("utf-8"), addr)
    with print_lock:
        print("client", addr, "said:", text)


def serve(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    while True:
        data, addr = sock.recvfrom(1024)
        Thread(target=handle, args=(sock, data, addr), daemon=True).start()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
