"""Wrong: of a reply it prints how long it is, and not its text.

Loses: prints_the_reply
Says: The number of its bytes is printed
"""

import socket
import sys

s = socket.socket(socket.AF_UNIX if len(sys.argv) == 2 else socket.AF_INET, socket.SOCK_STREAM)
s.connect(sys.argv[1] if len(sys.argv) == 2 else (sys.argv[1], int(sys.argv[2])))
f = s.makefile("rb")


def receive():
    head = f.read(4)
    if len(head) < 4:
        raise EOFError("no header")
    data = f.read(int.from_bytes(head, "big"))
    if len(data) < int.from_bytes(head, "big"):
        raise EOFError("no body")
    return data.decode("utf-8")


print("Connected:", receive())
for row in sys.stdin.readlines():
    data = row.rstrip("\n").encode("utf-8")
    s.sendall(len(data).to_bytes(4, "big") + data)
    reply = receive()
    print("Received a reply of", len(reply), "characters")
f.close()
s.close()
