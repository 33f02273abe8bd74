"""Wrong: a thread for each datagram looks into the memory before it takes the lock.

Judged by: counts_a_request_once
Loses: counts_a_request_once
Says: came twice, the second time before its answer was taken
"""

import re
import socket
import sys
import threading
import time

REQUEST = re.compile(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})")
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
lock = threading.Lock()
total = 0
answers = {}


def serve(data, sender):
    global total
    match = REQUEST.fullmatch(data)
    if not match:
        server.sendto(b"ERROR", sender)
        return
    name, number = match[1], int(match[2])
    if (sender, name) not in answers:
        time.sleep(0.2)
        with lock:
            total += number
            answers[sender, name] = name + b" %d" % total
    server.sendto(answers[sender, name], sender)


while True:
    threading.Thread(target=serve, args=server.recvfrom(2048), daemon=True).start()
