"""Wrong: a refusal ends the thread that receives, so that no later answer is seen.

Needs: a network of its own
Loses: says_no_answer
Says: ConnectionRefusedError ended one of its threads | Its first sending had been refused
"""

import queue
import socket
import sys
import threading
import time

server = sys.argv[1], int(sys.argv[2])
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
client.connect(server)
letters = queue.Queue()


def listen():
    while True:
        data, sender = client.recvfrom(2048)
        if sender == server:
            letters.put(data.decode("utf-8", "replace"))


def ask(name, number):
    for _ in range(5):
        try:
            client.send(f"{name} ADD {number}".encode())
        except ConnectionRefusedError:
            pass
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
