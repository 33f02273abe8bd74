"""Wrong: collects the four bytes of a length, and takes one recv for the whole of a body.

Loses: takes_fragments, fails_without_a_greeting, fails_at_a_cut_reply
Says: Yours got 1 of the 7 bytes of a frame
Never says: in the network's order?
"""

import socket
import sys


def take(sock, count):
    got = b""
    while len(got) < count:
        part = sock.recv(count - len(got))
        if part == b"":
            sys.exit("the server has gone")
        got += part
    return got


def take_text(sock):
    size = int.from_bytes(take(sock, 4), "big")
    return sock.recv(size).decode("utf-8", "replace") if size else ""


def give_text(sock, text):
    body = text.encode()
    sock.sendall(len(body).to_bytes(4, "big") + body)


def dial(words):
    if len(words) == 1:
        sock = socket.socket(socket.AF_UNIX)
        sock.connect(words[0])
        return sock
    return socket.create_connection((words[0], int(words[1])))


sock = dial(sys.argv[1:])
print(take_text(sock))
for line in sys.stdin:
    text = line.rstrip("\n")
    give_text(sock, text)
    print(take_text(sock))
sock.close()
