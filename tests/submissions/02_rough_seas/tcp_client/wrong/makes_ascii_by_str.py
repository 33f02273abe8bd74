"""Wrong: it makes text of replies by str() as ASCII, with � in the place of all other bytes.

Loses: sends_utf8
Says: In the place of characters stands �, which marks bytes that could not be decoded.
Never says: has decode() | Something was printed
"""

import socket
import struct
import sys


def recv_exact(sock, n):
    data = b""
    while len(data) < n:
        chunk = sock.recv(n - len(data))
        if not chunk:
            raise EOFError("the server closed the connection")
        data += chunk
    return data


def read_frame(sock):
    (n,) = struct.unpack(">I", recv_exact(sock, 4))
    return str(recv_exact(sock, n), "ascii", "replace")


def send_frame(sock, text):
    data = text.encode("utf-8")
    sock.sendall(struct.pack(">I", len(data)) + data)


def connect(address):
    if len(address) == 1:
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        sock.connect(address[0])
        return sock
    host, port = address
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.connect((host, int(port)))
    return sock


def talk(address):
    sock = connect(address)
    print(read_frame(sock))
    for line in sys.stdin:
        send_frame(sock, line.rstrip("\n"))
        print(read_frame(sock))
    sock.close()


if __name__ == "__main__":
    talk(sys.argv[1:] or ["127.0.0.1", "8898"])
