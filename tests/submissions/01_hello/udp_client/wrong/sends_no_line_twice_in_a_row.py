"""Wrong: a line that is the same as the one before is not sent.

Loses: sends_every_line
Says: even if the same text came before
Never says: whose turn it is
"""

import socket
import sys


def talk(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    last = None
    for line in sys.stdin:
        line = line.strip()
        if not line or line == last:
            continue
        last = line
        sock.sendto(line.encode(), (host, port))
        data, addr = sock.recvfrom(1024)
        print(data.decode())
    sock.close()


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    talk(HOST, PORT)
