"""Right: prints the answer as Python shows a text within a list.
"""

import socket
import sys


def talk(host, port):
    with socket.create_connection((host, port)) as server:
        server.sendall(b"hello!")
        answer = b""
        while part := server.recv(100):
            answer += part
    print([host, answer.decode()])


if __name__ == "__main__":
    talk(*(sys.argv[1:] or ["127.0.0.1", 8898]))
