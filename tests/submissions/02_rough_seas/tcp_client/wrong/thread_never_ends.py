"""Wrong: the reader thread is no daemon and stays in recv, so the program never ends.

Loses: ends_with_status_0
Says: It waits in recv()
"""

import queue
import socket
import sys
import threading

inbox = queue.Queue()


def collect(sock):
    data = b""
    while True:
        try:
            piece = sock.recv(4096)
        except OSError:
            piece = b""
        if not piece:
            inbox.put(None)
            return
        data += piece
        while len(data) >= 4 and len(data) >= 4 + int.from_bytes(data[:4], "big"):
            end = 4 + int.from_bytes(data[:4], "big")
            inbox.put(data[4:end].decode())
            data = data[end:]


def show_next():
    message = inbox.get()
    if message is None:
        sys.exit("the server has closed the connection")
    print(message, flush=True)


if len(sys.argv) == 2:
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    sock.connect(sys.argv[1])
else:
    sock = socket.create_connection((sys.argv[1], int(sys.argv[2])))
threading.Thread(target=collect, args=[sock]).start()
show_next()
for line in sys.stdin:
    raw = line.rstrip("\n").encode()
    sock.sendall(len(raw).to_bytes(4, "big") + raw)
    show_next()
