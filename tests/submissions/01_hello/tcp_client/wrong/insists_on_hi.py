"""Wrong: prints the answer and then fails because it is not `hi`.

Loses: ends_with_status_0
Says: AssertionError: wrong reply
"""
import socket
import sys


def talk(host, port):
    with socket.create_connection((host, port)) as s:
        s.sendall(b"hello!")
        reply = s.recv(1024)
        print("reply", reply)
    assert reply == b"hi", "wrong reply"


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
