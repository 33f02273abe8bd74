"""Wrong: unit 1's habits. One recv(4) for a length and one recv(n) for its bytes; nothing else was thought of.

Loses: takes_fragments, fails_without_a_greeting, fails_at_a_cut_reply, uses_a_unix_socket
Points: 10
Says: Yours got 1 and took it for the whole length
Never says: sandbox
"""

import socket
import struct
import sys


def read_frame(sock):
    length = struct.unpack(">I", sock.recv(4))[0]
    return sock.recv(length).decode("utf-8")


def talk(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.connect((host, port))
    print(read_frame(sock))
    while True:
        try:
            line = input()
        except EOFError:
            break
        data = line.encode("utf-8")
        sock.sendall(struct.pack(">I", len(data)) + data)
        print(read_frame(sock))
    sock.close()


arguments = sys.argv[1:] or ["127.0.0.1", "8898"]
talk(arguments[0], int(arguments[1]))
