"""Wrong: sends its answers to the address that it binds, and tells of each with a line of a million marks.

Loses: answers, runs_until_stopped
Says: printed many megabytes | Line 18 sends the answer to (host, port) | the server receives its own answer | the address that recvfrom() gives
"""
import socket
import sys


def serve(host, port):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.bind((host, port))
    while True:
        data, sender = s.recvfrom(1024)
        text = data.decode()
        print(text, sender)
        print("=" * 1_000_000)
        s.sendto(text.upper().encode(), (host, port))


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
