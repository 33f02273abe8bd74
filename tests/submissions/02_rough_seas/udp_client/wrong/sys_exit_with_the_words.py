"""Wrong: sys.exit("no answer") writes to standard error and ends the program.

Loses: says_no_answer, goes_on
Says: on standard error
"""
import queue
import socket
import sys
import threading
import time

box = queue.Queue()


def listen(sock):
    while True:
        box.put(sock.recvfrom(1024))


def wait(server, name):
    end = time.monotonic() + 0.2
    while True:
        data, sender = box.get(timeout=max(0.0001, end - time.monotonic()))
        words = data.split(b" ")
        if sender == server and words[0] == name and len(words) == 2 and data.isascii():
            return words[1].decode()
        if time.monotonic() > end:
            raise queue.Empty


server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(("0.0.0.0", 0))
threading.Thread(target=listen, args=[sock], daemon=True).start()
for n, line in enumerate(sys.stdin):
    for sending in range(5):
        sock.sendto(b"y%d ADD %d" % (n, int(line)), server)
        try:
            print(wait(server, b"y%d" % n))
            break
        except queue.Empty:
            pass
    else:
        sys.exit("no answer")
