"""Wrong: connects to the path with the suffix .sock behind it.

Loses: uses_a_unix_socket
Says: Nobody has bound a socket at this path: the PATH of the command line is the server's.
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
    return take(sock, size).decode()


def give_text(sock, text):
    body = text.encode()
    sock.sendall(len(body).to_bytes(4, "big") + body)


def dial(words):
    if len(words) == 1:
        sock = socket.socket(socket.AF_UNIX)
        sock.connect(words[0] + ".sock")
        return sock
    return socket.create_connection((words[0], int(words[1])))


sock = dial(sys.argv[1:])
print(take_text(sock))
for line in sys.stdin:
    text = line.rstrip("\n")
    give_text(sock, text)
    print(take_text(sock))
sock.close()
