"""Wrong: takes backslashes in the answer for escapes.

Loses: prints_the_answer
Says: A backslash in it and the letter after it
"""

import socket
import sys


def talk(host, port):
    with socket.create_connection((host, port)) as server:
        server.sendall(b"hello!")
        answer = b""
        while part := server.recv(100):
            answer += part
    print(answer.decode("unicode_escape"))


if __name__ == "__main__":
    talk(*(sys.argv[1:] or ["127.0.0.1", 8898]))
