"""Wrong: reads a banner first, as from a mail server, then speaks, and reads the answer.

Loses: sends_hello
Says: it waits for the server to speak first | It waits in recv()
Never says: reads a line | a second recv
"""
import socket
import sys


def talk(host, port):
    with socket.socket() as s:
        s.connect((host, port))
        banner = s.recv(1024)
        print("banner:", banner, flush=True)
        s.sendall(b"hello!")
        print("answer:", s.recv(1024))


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
