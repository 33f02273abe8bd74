"""Wrong: unpacks the length, which is a number already.

Loses: prints_the_greeting, sends_a_line
Says: Bytes are needed in this line, and there is a value of type int.
"""
import socket
import struct
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
    length = int.from_bytes(take(sock, 4), "big")
    (size,) = struct.unpack("!I", length)
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
