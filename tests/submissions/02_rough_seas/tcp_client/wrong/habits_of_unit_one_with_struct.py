"""Wrong: unit 1's habits with struct; a cut reply is printed like a whole one.

Loses: takes_fragments, fails_without_a_greeting, fails_at_a_cut_reply, uses_a_unix_socket
Says: It printed the part of the reply that had come | Line 13 raised struct.error. | Its last line on standard error is 'usage: tcp_client.py HOST PORT'
"""

import socket
import struct
import sys


def read_frame(s):
    (n,) = struct.unpack(">I", s.recv(4))
    return s.recv(n)


def talk(address):
    if len(address) != 2:
        sys.exit("usage: tcp_client.py HOST PORT")
    host, port = address
    s = socket.create_connection((host, int(port)))
    print(read_frame(s).decode("utf-8"))
    for line in sys.stdin:
        data = line.rstrip("\n").encode("utf-8")
        s.sendall(struct.pack(">I", len(data)) + data)
        print(read_frame(s).decode("utf-8"))
    s.close()


if __name__ == "__main__":
    talk(sys.argv[1:] or ["127.0.0.1", "8898"])
