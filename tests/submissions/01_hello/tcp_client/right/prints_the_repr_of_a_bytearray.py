"""Right: prints a bytearray as Python shows it, within a sentence.
"""

import socket
import sys


def talk(host, port):
    with socket.create_connection((host, port)) as server:
        server.sendall(b"hello!")
        answer = b""
        while part := server.recv(100):
            answer += part
    print(f"{host} has answered: {bytearray(answer)!r} ({len(answer)} bytes)")


if __name__ == "__main__":
    talk(*(sys.argv[1:] or ["127.0.0.1", 8898]))
