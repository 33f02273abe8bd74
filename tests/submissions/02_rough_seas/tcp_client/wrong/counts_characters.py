"""Wrong: the length it sends counts the characters of the line, not its bytes.

Loses: sends_utf8
Says: The length counts characters
"""

import socket
import struct
import sys


def recvall(sock, n):
    data = b""
    while len(data) < n:
        packet = sock.recv(n - len(data))
        if not packet:
            raise ConnectionError("recvall: the server is gone")
        data += packet
    return data


def recv_msg(sock):
    length = struct.unpack(">I", recvall(sock, 4))[0]
    return recvall(sock, length).decode("utf-8")


def send_msg(sock, msg):
    sock.sendall(struct.pack(">I", len(msg)) + msg.encode("utf-8"))


def main():
    if len(sys.argv) == 2:
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        sock.connect(sys.argv[1])
    else:
        sock = socket.create_connection((sys.argv[1], int(sys.argv[2])))
    print(recv_msg(sock))
    for line in sys.stdin:
        send_msg(sock, line.rstrip("\n"))
        print(recv_msg(sock))
    sock.close()


main()
