"""Wrong: waits for the server to speak first, and says its words after that.

Loses: sends_hello
Says: waits for the server to speak first | It waits in recv()
Never says: reads a line
"""
import socket
import sys


def talk(host, port):
    s = socket.socket()
    s.connect((host, port))
    print("server:", s.recv(1024).decode(), flush=True)
    s.send(b"hello!")
    s.close()


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
