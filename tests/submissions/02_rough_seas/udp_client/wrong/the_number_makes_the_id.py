"""Wrong: the ID is made from the number, so two lines with the same number have the same ID.

Loses: uses_new_ids
Says: Lines 1 and 3
"""
import socket
import sys
import time


def one(sock, server, name, message):
    sock.sendto(message, server)
    end = time.monotonic() + 0.2
    while True:
        left = end - time.monotonic()
        if left <= 0:
            return None
        sock.settimeout(left)
        try:
            data, sender = sock.recvfrom(1024)
            word, total = data.decode().split(" ")
        except TimeoutError:
            return None
        except ValueError:
            continue
        if sender == server and word == name:
            return total


def talk(host, port):
    ok = True
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    for line in sys.stdin:
        number = int(line)
        name = f"add{number}"
        total = None
        for _ in range(5):
            total = total or one(sock, (host, port), name, f"{name} ADD {number}".encode())
            if total:
                break
        ok = ok and total is not None
        print(total or "no answer")
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(talk(sys.argv[1], int(sys.argv[2])))
