"""Right: SHUT_WR straight after the words, then reads to the end, netcat style.
"""
import socket
import sys


def netcat(host, port, content):
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.connect((host, port))
    s.sendall(content)
    s.shutdown(socket.SHUT_WR)
    parts = []
    while True:
        part = s.recv(64)
        if part == b"":
            break
        parts.append(part)
    s.close()
    return b"".join(parts)


print("Received:", netcat(sys.argv[1], int(sys.argv[2]), b"hello!"))
