"""Right: wants a press of Enter before it ends, and finds an empty line.
"""
import socket
import sys


def talk(host, port):
    s = socket.socket()
    s.connect((host, port))
    s.sendall(b"hello!")
    print("answer:", s.recv(1024), flush=True)
    s.close()
    input("press Enter to leave ")


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
