"""Wrong: prints the first word of the answer, which is the ID, where the total is the second.

Loses: prints_the_total
Says: the ID of its request
"""
import secrets
import socket
import sys
import time


def answer_of(sock, server, name):
    deadline = time.monotonic() + 0.2
    while deadline > time.monotonic():
        sock.settimeout(max(deadline - time.monotonic(), 0.001))
        try:
            data, sender = sock.recvfrom(1024)
            answer = data.decode("ascii").split(" ")
        except (TimeoutError, UnicodeDecodeError):
            continue
        if sender == server and len(answer) == 2 and answer[0] == name:
            return answer
    return None


def main(server):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    status = 0
    for line in sys.stdin:
        name = "i" + secrets.token_hex(6)
        for _ in range(5):
            sock.sendto(f"{name} ADD {int(line)}".encode(), server)
            answer = answer_of(sock, server, name)
            if answer:
                print(answer[0])
                break
        else:
            print("no answer")
            status = 1
    return status


sys.exit(main((sys.argv[1], int(sys.argv[2]))))
