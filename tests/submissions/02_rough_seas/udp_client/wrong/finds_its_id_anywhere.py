"""Wrong: `ID in text` is all that is asked of an answer.

Loses: compares_the_whole_id
Says: ID has a 0 more
"""
import secrets
import socket
import sys
import time

server = sys.argv[1], int(sys.argv[2])
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
exit_code = 0


def answer_to(name, seconds):
    stop = time.monotonic() + seconds
    while True:
        left = stop - time.monotonic()
        if left <= 0:
            return None
        sock.settimeout(left)
        try:
            data, sender = sock.recvfrom(1024)
        except socket.timeout:
            return None
        if sender == server and data.isascii() and name in data.decode():
            return data.decode()


for line in sys.stdin:
    name = secrets.token_hex(8)
    for _ in range(5):
        sock.sendto(f"{name} ADD {line.strip()}".encode(), server)
        text = answer_to(name, 0.2)
        if text:
            print(text.split(" ")[-1])
            break
    else:
        print("no answer")
        exit_code = 1
sys.exit(exit_code)
