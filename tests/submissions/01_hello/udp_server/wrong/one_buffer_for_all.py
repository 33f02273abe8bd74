"""Wrong: it fills one buffer again and again, and raises what an earlier datagram has left in it.

Loses: answers_again
Says: the end of an earlier, longer datagram
Never says: capital
"""

import socket
import sys


def serve(host, port):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind((host, port))
        buffer = bytearray(1024)
        while True:
            count, client = server.recvfrom_into(buffer)
            print(buffer[:count].decode(), "from", *client)
            server.sendto(buffer.rstrip(b"\0").upper(), client)


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
