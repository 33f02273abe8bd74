"""Wrong: one thread sends the lines while another prints the replies; none waits for the other.

Loses: waits_for_each_reply
Says: the next line before the reply
"""

import os
import socket
import sys
import threading

args = sys.argv[1:]
if len(args) == 1:
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    sock.connect(args[0])
else:
    sock = socket.create_connection((args[0], int(args[1])))
lines = [line.rstrip("\n") for line in sys.stdin]


def must_read(n):
    data = b""
    while len(data) < n:
        more = sock.recv(n - len(data))
        if not more:
            raise ConnectionError("server has closed")
        data += more
    return data


def show_one():
    print(must_read(int.from_bytes(must_read(4), "big")).decode(), flush=True)


def show_all():
    try:
        for _ in lines:
            show_one()
    except OSError as error:
        print("error:", error, file=sys.stderr, flush=True)
        os._exit(1)


show_one()
receiver = threading.Thread(target=show_all)
receiver.start()
try:
    for line in lines:
        body = line.encode()
        sock.sendall(len(body).to_bytes(4, "big") + body)
finally:
    receiver.join()
sock.close()
