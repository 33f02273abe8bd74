"""Wrong: it decodes replies as ASCII, and leaves out all other bytes.

Loses: prints_every_reply_decoded
Says: Line 20 has decode() leave out bytes that it cannot read.
Never says: Something was printed
"""

import socket
import sys


def talk(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    for line in sys.stdin:
        line = line.strip()
        if not line:
            continue
        sock.sendto(line.encode(), (host, port))
        data, addr = sock.recvfrom(1024)
        print(data.decode("ascii", "ignore"))
    sock.close()


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    talk(HOST, PORT)
