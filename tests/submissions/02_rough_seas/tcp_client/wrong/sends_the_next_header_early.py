"""Wrong: saves a packet by sending the header of the next line along with this line's body.

Loses: waits_for_each_reply
Says: the length of another frame before the reply
"""

import socket
import struct
import sys


def fetch(sock, n):
    data = b""
    while len(data) < n:
        part = sock.recv(n - len(data))
        if not part:
            raise ConnectionError("server left")
        data += part
    return data


def reply(sock):
    (n,) = struct.unpack("!I", fetch(sock, 4))
    return fetch(sock, n).decode("utf-8")


def main(args):
    bodies = [line.rstrip("\n").encode("utf-8") for line in sys.stdin]
    headers = [struct.pack("!I", len(body)) for body in bodies]
    if len(args) == 1:
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        sock.connect(args[0])
    else:
        sock = socket.create_connection((args[0], int(args[1])))
    print(reply(sock))
    if headers:
        sock.sendall(headers[0])
    for body, next_header in zip(bodies, headers[1:] + [b""]):
        sock.sendall(body + next_header)
        print(reply(sock))
    sock.close()


main(sys.argv[1:])
