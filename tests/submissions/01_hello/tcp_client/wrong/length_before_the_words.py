"""Wrong: puts a length of four bytes before the words.

Loses: sends_hello
Says: A length of 4 bytes stands before it
"""
import socket
import struct
import sys


def packed(payload):
    return struct.pack("!I", len(payload)) + payload


def talk(host, port):
    with socket.socket() as s:
        s.connect((host, port))
        s.sendall(packed(b"hello!"))
        print("server answered", s.recv(1024))


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
