"""Wrong: closes its only socket after the first answer, though it goes on with the loop.

Loses: answers_again, runs_until_stopped
Says: had been closed
"""
import socket
import sys


def serve(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    while True:
        data, client = sock.recvfrom(1024)
        print("client:", client)
        print("text:", data.decode())
        sock.sendto(data.decode().upper().encode(), client)
        sock.close()  # goodbye, client


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
