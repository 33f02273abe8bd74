"""Wrong: a reply that is the same as the one before is not printed.

Loses: prints_every_reply_decoded
Says: even if the same text came before
"""

import socket
import sys


def talk(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    last = None
    for line in sys.stdin:
        line = line.strip()
        if not line:
            continue
        sock.sendto(line.encode(), (host, port))
        data, addr = sock.recvfrom(1024)
        if data != last:
            print(data.decode())
        last = data
    sock.close()


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    talk(HOST, PORT)
