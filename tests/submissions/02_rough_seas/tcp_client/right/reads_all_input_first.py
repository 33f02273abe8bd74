"""Right: reads all input before it connects; at the end SHUT_WR, then reads until EOF."""

import socket
import sys
from socket import SHUT_WR

if len(sys.argv) < 2:  # nothing was said: the usual address
    sys.argv.extend(("127.0.0.1", "8898"))

text = sys.stdin.read()
todo = text.split("\n")
if todo[-1] == "":
    todo.pop()

if sys.argv[2:]:
    peer = socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=10)
else:
    peer = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    peer.settimeout(10)
    peer.connect(sys.argv[1])


def receive(count):
    result = bytes()
    while count:
        part = peer.recv(count)
        if not part:
            sys.exit("Sorry, the server has gone away.")
        result += part
        count -= len(part)
    return result


def message():
    return receive(int.from_bytes(receive(4), "big")).decode("utf-8")


print(f"The server greets with: {message()}")
for item in todo:
    raw = item.encode("utf-8")
    peer.sendall(len(raw).to_bytes(4, "big") + raw)
    print(f"{item!r} was answered with: {message()}")
peer.shutdown(SHUT_WR)
while peer.recv(1024):
    pass
peer.close()
