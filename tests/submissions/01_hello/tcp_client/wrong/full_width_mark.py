"""Wrong: the exclamation mark is a full-width one.

Loses: sends_hello
Says: is a full-width character
"""

import socket
import sys


def talk(host, port):
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.connect((host, port))
    s.sendall("hello！".encode())
    answer = b""
    while True:
        piece = s.recv(1024)
        if not piece:
            break
        answer += piece
    s.close()
    print("The server says:", answer.decode())


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8898
    talk(HOST, PORT)
