"""Right: reads bytes from sys.stdin.buffer and writes bytes to sys.stdout.buffer."""
import socket
import sys


def main():
    address = (sys.argv[1], int(sys.argv[2]))
    sock = socket.socket(type=socket.SOCK_DGRAM)
    for raw in sys.stdin.buffer:
        # the line is UTF-8 already, so there is nothing to encode
        sock.sendto(raw.strip(), address)
        pair = sock.recvfrom(2048)
        sys.stdout.buffer.write(pair[0] + b"\n")
        sys.stdout.buffer.flush()
    return 0


sys.exit(main())
