"""Right: tries to connect again and again until the server is up.
"""
import socket
import sys
import time


def dial(host, port, tries=50):
    for n in range(1, tries + 1):
        s = socket.socket()
        try:
            s.connect((host, port))
            print("connected at attempt", n)
            return s
        except ConnectionRefusedError:
            s.close()
            print("nobody there yet, trying again")
            time.sleep(0.2)
    raise SystemExit("the server never came")


def talk(host, port):
    s = dial(host, port)
    try:
        s.sendall("hello!".encode())
        print("server says", s.recv(1024).decode())
    finally:
        s.close()


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
