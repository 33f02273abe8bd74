"""Wrong: reads a length by recv(1024)[:4], so what comes together with it is lost.

Loses: prints_the_greeting, takes_fragments
Says: the bytes that come together with a length are lost
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
    head = sock.recv(1024)[:4]
    if len(head) < 4:
        sys.exit("the server has gone")
    size = int.from_bytes(head, "big")
    return take(sock, size).decode()


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
