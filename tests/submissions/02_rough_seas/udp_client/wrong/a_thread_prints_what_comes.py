"""Wrong: the thread that receives prints each datagram, and ends at one that is no text.

Loses: passes_over_garbage
Says: UnicodeDecodeError ended one of its threads
"""

import queue
import socket
import sys
import threading
import time

server = sys.argv[1], int(sys.argv[2])
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
client.bind(("", 0))
letters = queue.Queue()


def listen():
    while True:
        data, sender = client.recvfrom(2048)
        print("got", data.decode(), file=sys.stderr)
        if sender == server:
            letters.put(data.decode())


def ask(name, number):
    for _ in range(5):
        client.sendto(f"{name} ADD {number}".encode(), server)
        deadline = time.monotonic() + 0.2
        while (left := deadline - time.monotonic()) > 0:
            try:
                words = letters.get(timeout=left).split(" ")
            except queue.Empty:
                break
            if len(words) == 2 and words[0] == name:
                return words[1]
    return None


threading.Thread(target=listen, daemon=True).start()
status = 0
for count, line in enumerate(sys.stdin):
    total = ask(f"n{count}", line.strip())
    print("no answer" if total is None else total)
    if total is None:
        status = 1
sys.exit(status)
