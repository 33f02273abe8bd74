"""Right: select before every recv, with a timeout that only prints a dot.
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
        print("\ngot", data)
        break
    s.close()


if __name__ == "__main__":
    host, port = sys.argv[1:]
    talk(host, int(port))
