"""Wrong: closes its socket after the first reply and hides the error that follows.

Loses: sends_every_line
Says: 1 of the 6 lines
"""
import socket
import sys


def talk(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        for line in sys.stdin:
            with sock:
                sock.sendto(line.strip().encode("utf-8"), (host, port))
                data, _ = sock.recvfrom(1024)
                print(data.decode("utf-8"))
    except OSError:
        print("the connection is closed")


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
