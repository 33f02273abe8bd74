"""Wrong: takes b and quotes off what str() shows of bytes, also those of the answer itself.

Loses: prints_the_answer
Says: at its end: that belongs to it as well
"""

import socket
import sys


def talk(host, port):
    with socket.create_connection((host, port)) as server:
        server.sendall(b"hello!")
        answer = b""
        while part := server.recv(100):
            answer += part
    print(str(answer).lstrip("b").strip("'"))


if __name__ == "__main__":
    talk(*(sys.argv[1:] or ["127.0.0.1", 8898]))
