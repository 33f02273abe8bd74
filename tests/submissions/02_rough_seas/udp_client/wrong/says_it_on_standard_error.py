"""Wrong: prints `no answer` on standard error.

Loses: says_no_answer
Says: on standard error
"""
import contextlib
import select
import socket
import sys
import time

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.connect((sys.argv[1], int(sys.argv[2])))
poll = select.poll()
poll.register(sock, select.POLLIN)
status = 0
for n, line in enumerate(sys.stdin):
    name = ("t%d" % n).encode()
    total = None
    for _ in range(5):
        with contextlib.suppress(ConnectionError):  # nobody was there the last time
            sock.send(name + b" ADD " + line.strip().encode())
        end = time.monotonic() + 0.2
        while total is None and (left := end - time.monotonic()) > 0:
            if poll.poll(left * 1000 + 1):
                try:
                    words = sock.recv(1024).split(b" ")
                except ConnectionError:
                    continue
                if words[0] == name and len(words) == 2 and words[1].isascii():
                    total = words[1].decode()
        if total is not None:
            break
    if total is None:
        print("no answer", file=sys.stderr)
        status = 1
    else:
        print(total)
sys.exit(status)
