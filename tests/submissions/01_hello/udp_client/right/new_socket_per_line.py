"""Right: opens a new socket for every line, so the source port changes each time."""
import socket
import sys


def ask(host, port, text):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.sendto(text.encode("utf-8"), (host, port))
        data, _sender = sock.recvfrom(1024)
        return data.decode("utf-8")


def main():
    host, port = sys.argv[1], int(sys.argv[2])
    while line := sys.stdin.readline():
        print(ask(host, port, line.strip()))


if __name__ == "__main__":
    main()
