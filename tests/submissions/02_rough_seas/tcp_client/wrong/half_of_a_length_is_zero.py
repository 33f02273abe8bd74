"""Wrong: an end inside of a length is no end to it, if a byte of that has come.

Loses: fails_without_a_greeting, fails_at_a_cut_reply
Says: Only 3 of the 4 bytes of the reply's length had come
"""
import socket
import sys


def read_up_to(conn, n):
    data = bytearray()
    while len(data) < n:
        piece = conn.recv(n - len(data))
        if not piece:
            break
        data += piece
    return bytes(data)


def read_frame(conn):
    head = read_up_to(conn, 4)
    if not head:
        raise EOFError("the server has hung up")
    size = int.from_bytes(head, "big")
    body = read_up_to(conn, size)
    if len(body) < size:
        raise EOFError(f"{len(body)} bytes of {size} came")
    return body.decode("utf-8")


address = sys.argv[1:]
if len(address) == 1:
    conn = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    conn.connect(address[0])
else:
    conn = socket.socket()
    conn.connect((address[0], int(address[1])))
print(read_frame(conn))
for line in sys.stdin:
    data = line.removesuffix("\n").encode("utf-8")
    conn.sendall(len(data).to_bytes(4, "big") + data)
    print(read_frame(conn))
conn.close()
