"""Wrong: makes the request anew for each sending, with another ID.

Loses: sends_again
Says: It has a new ID
"""
import socket
import sys
import time
import uuid


def try_once(sock, server, number):
    name = uuid.uuid4().hex[:12]
    sock.sendto(f"{name} ADD {number}".encode(), server)
    deadline = time.monotonic() + 0.2
    while (left := deadline - time.monotonic()) > 0:
        sock.settimeout(left)
        try:
            data, sender = sock.recvfrom(1024)
            text = data.decode()
        except (TimeoutError, UnicodeDecodeError):
            continue
        if sender == server and text.split(" ")[0] == name:
            return text[len(name) + 1:]
    return None


def main():
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server = sys.argv[1], int(sys.argv[2])
    lost = 0
    for line in sys.stdin:
        for _ in range(5):
            total = try_once(sock, server, int(line))
            if total:
                print(total)
                break
        else:
            print("no answer")
            lost += 1
    sys.exit(lost > 0)


main()
