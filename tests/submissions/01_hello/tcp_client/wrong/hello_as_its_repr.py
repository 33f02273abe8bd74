"""Wrong: it sends its text as Python shows it.

Loses: sends_hello
Points: 16
Says: The quotes were sent as well: repr() of a text is only for looking.
"""

import select
import socket
import sys


def talk(host, port):
    s = socket.socket()
    s.connect((host, port))
    word = "hello!"
    s.sendall(f"{word!r}".encode())
    while True:
        ready, _, _ = select.select([s], [], [], 0.5)
        if not ready:
            print(".", end="")
            continue
        data = s.recv(1024)
        print("\ngot", data)
        break
    s.close()


if __name__ == "__main__":
    host, port = sys.argv[1:]
    talk(host, int(port))
