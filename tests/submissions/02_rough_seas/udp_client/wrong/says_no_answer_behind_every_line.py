"""Wrong: an else is missing, so that it says of every line that no answer has come.

Loses: says_no_answer
Says: Your program printed 'no answer' for a line that was answered.
"""
import secrets
import socket
import sys
import time

server = sys.argv[1], int(sys.argv[2])
status = 0


def ask(client, number):
    name = secrets.token_hex(8)
    for _ in range(5):
        client.sendto(f"{name} ADD {number}".encode(), server)
        end = time.monotonic() + 0.2
        while (left := end - time.monotonic()) > 0:
            client.settimeout(left)
            try:
                data, sender = client.recvfrom(2048)
            except TimeoutError:
                break
            words = data.decode("ascii", "replace").split(" ")
            if sender == server and len(words) == 2 and words[0] == name:
                return words[1]
    return None


with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
    for line in sys.stdin:
        total = ask(client, line.strip())
        if total is not None:
            print(total)
        else:
            status = 1
        print("no answer")
sys.exit(status)
