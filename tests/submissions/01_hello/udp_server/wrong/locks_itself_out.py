"""Wrong: takes a lock twice, for the print and for the answer, and never gives it back between.

Loses: answers
Says: waits in acquire()
"""

import socket
import sys
import threading

lock = threading.Lock()

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
    sock.bind((sys.argv[1], int(sys.argv[2])))
    while True:
        data, address = sock.recvfrom(2048)
        lock.acquire()
        print(data.decode(), address, flush=True)
        lock.acquire()
        sock.sendto(data.decode().upper().encode(), address)
        lock.release()
