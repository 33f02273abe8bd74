"""Wrong: prints the first two replies, and no others.

Loses: sends_every_line
Says: It is the reply to line 3.
"""
import socket
import sys


def receive(conn, n):
    data = b""
    while len(data) < n:
        piece = conn.recv(n - len(data))
        if not piece:
            raise EOFError("the server has left")
        data += piece
    return data


def read_frame(conn):
    return receive(conn, int.from_bytes(receive(conn, 4), "big"))


args = sys.argv[1:]
if len(args) == 1:
    conn = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    conn.connect(args[0])
else:
    conn = socket.create_connection((args[0], int(args[1])))
print(read_frame(conn).decode())
for number, line in enumerate(sys.stdin, 1):
    data = line.removesuffix("\n").encode()
    conn.sendall(len(data).to_bytes(4, "big") + data)
    reply = read_frame(conn).decode()
    if number <= 2:
        print(reply)
    elif number == 3:
        print("...")
conn.close()
