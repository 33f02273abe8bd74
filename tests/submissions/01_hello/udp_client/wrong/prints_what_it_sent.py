"""Wrong: prints its own line where it should print the reply.

Loses: prints_the_reply
Says: The line that was sent was printed, and not what the server has answered
"""
import socket
import sys


def talk(host, port):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        for line in sys.stdin:
            text = line.strip()
            data = text.encode()
            s.sendto(data, (host, port))
            reply, server = s.recvfrom(1024)
            print("received:", data.decode())


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
