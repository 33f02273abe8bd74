"""Wrong: it brings the answer to small letters.

Loses: prints_the_answer
Says: It was printed in lower case, and not as it came
"""

import select
import socket
import sys


def talk(host, port):
    s = socket.socket()
    s.connect((host, port))
    s.sendall(bytearray(b"hello!"))
    while True:
        ready, _, _ = select.select([s], [], [], 0.5)
        if not ready:
            print(".", end="")
            continue
        data = s.recv(1024)
        print("\ngot", data.decode().lower())
        break
    s.close()


if __name__ == "__main__":
    host, port = sys.argv[1:]
    talk(host, int(port))
