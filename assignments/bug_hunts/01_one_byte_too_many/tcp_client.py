"""Says `hello!` to a server, and prints what comes back."""

import socket
import sys


def talk(host, port):
    with socket.create_connection((host, port)) as conn:
        with conn.makefile("w", newline="\n") as out:
            print("hello!", file=out, flush=True)
        print("answer:", conn.recv(1024).decode())


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
