"""Right: prints by % with a tuple, as texts that hold % themselves need it.
"""

import socket
import sys


def talk(host, port):
    with socket.create_connection((host, port)) as server:
        server.sendall(b"hello!")
        answer = b""
        while part := server.recv(100):
            answer += part
    print("%s:%s answered %r" % (host, port, answer))


if __name__ == "__main__":
    talk(*(sys.argv[1:] or ["127.0.0.1", 8898]))
