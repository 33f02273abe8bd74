"""Wrong: the receiving thread is no daemon and never ends, so neither does the program.

Loses: ends_with_status_0, ends_with_status_1
Says: still running
"""
import queue
import socket
import sys
import threading
import time

answers = queue.Queue()
server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(("0.0.0.0", 0))


def receive():
    while True:
        data, sender = sock.recvfrom(1024)
        words = data.split(b" ")
        if sender == server and len(words) == 2 and data.isascii():
            answers.put((words[0].decode(), words[1].decode()))


def wait(name):
    end = time.monotonic() + 0.2
    while (left := end - time.monotonic()) > 0:
        try:
            first, total = answers.get(timeout=left)
        except queue.Empty:
            break
        if first == name:
            return total
    return None


threading.Thread(target=receive).start()
status = 0
for n, line in enumerate(sys.stdin):
    for _ in range(5):
        sock.sendto(f"th{n} ADD {line.strip()}".encode(), server)
        total = wait(f"th{n}")
        if total is not None:
            print(total, flush=True)
            break
    else:
        print("no answer", flush=True)
        status = 1
sys.exit(status)
