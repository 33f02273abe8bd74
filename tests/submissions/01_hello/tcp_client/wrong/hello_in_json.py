"""Wrong: it packs hello! into JSON.

Loses: sends_hello
Points: 16
Says: before, b'"}' after them.
"""

import json
import socket
import sys


def talk(host, port):
    with socket.create_connection((host, port)) as s:
        s.sendall(json.dumps({"text": "hello!"}).encode())
        print(s.recv(1024))


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
