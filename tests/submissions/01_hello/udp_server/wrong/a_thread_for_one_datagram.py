"""Wrong: a thread answers one datagram and closes the socket, while the program lives on.

Loses: answers_again, runs_until_stopped
Says: Your program takes no more datagrams on | The socket that received has been closed since then
"""
import socket
import sys
import threading
import time


def answer(host, port):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind((host, port))
        data, sender = sock.recvfrom(1024)
        print(f"{data.decode()} from {sender[0]} {sender[1]}", flush=True)
        sock.sendto(data.decode().upper().encode(), sender)


threading.Thread(target=answer, args=(sys.argv[1], int(sys.argv[2]))).start()
while True:
    time.sleep(1)
