"""Wrong: the loop takes a line, and input() takes the next one.

Loses: ends_with_status_0, prints_the_reply, sends_every_line, sends_the_line
Says: takes lines, and so does input()
"""

import socket
import sys


def talk(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    for line in sys.stdin:
        line = input().strip()
        if not line:
            continue
        sock.sendto(line.encode(), (host, port))
        data, addr = sock.recvfrom(1024)
        print(data.decode())
    sock.close()


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    talk(HOST, PORT)
