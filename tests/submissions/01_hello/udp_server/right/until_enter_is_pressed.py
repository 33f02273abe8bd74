"""Right: a thread serves, and the main thread ends the program when somebody presses Enter."""

import socket
import sys
import threading


def serve(sock):
    while True:
        data, address = sock.recvfrom(2048)
        print(address, data.decode(), flush=True)
        sock.sendto(data.decode().upper().encode(), address)


with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
    sock.bind((sys.argv[1], int(sys.argv[2])))
    threading.Thread(target=serve, args=(sock,), daemon=True).start()
    input("Press Enter to stop: ")
