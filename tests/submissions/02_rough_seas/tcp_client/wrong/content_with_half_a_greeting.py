"""Wrong: a greeting whose body is cut short is printed as far as it came; status 0.

Loses: fails_without_a_greeting
Says: The greeting's length had come, and none of the
"""

import socket
import sys

if len(sys.argv) == 2:
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    sock.connect(sys.argv[1])
else:
    sock = socket.create_connection((sys.argv[1], int(sys.argv[2])))
stream = sock.makefile("rb")


def read_length():
    header = stream.read(4)
    if len(header) < 4:
        raise ConnectionError("server closed the connection")
    return int.from_bytes(header, "big")


length = read_length()
greeting = stream.read(length)
print(greeting.decode("utf-8", "replace"))
if len(greeting) < length:
    print("(the server has nothing more to say)")
    sys.exit()
for line in sys.stdin:
    body = line.rstrip("\n").encode("utf-8")
    sock.sendall(len(body).to_bytes(4, "big") + body)
    length = read_length()
    reply = stream.read(length)
    if len(reply) < length:
        raise ConnectionError("the reply was cut short")
    print(reply.decode("utf-8"))
sock.close()
