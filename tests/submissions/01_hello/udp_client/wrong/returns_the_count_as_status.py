"""Wrong: hands the number of lines to sys.exit, which makes it the exit status.

Loses: ends_with_status_0
Says: with a number other than 0
"""
import socket
import sys


def main():
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    count = 0
    for line in sys.stdin:
        if line.strip() == "":
            continue
        sock.sendto(line.strip().encode("utf-8"), (sys.argv[1], int(sys.argv[2])))
        print(sock.recv(1024).decode("utf-8"))
        count += 1
    return count


if __name__ == "__main__":
    sys.exit(main())
