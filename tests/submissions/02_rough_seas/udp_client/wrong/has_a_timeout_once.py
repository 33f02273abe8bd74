"""Wrong: takes the timeout off the socket when a line was not answered, and sets it never again.

Loses: goes_on
Says: It was still running then, and had not printed it again
"""
import secrets
import socket
import sys
import time


def talk(host, port):
    status = 0
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.settimeout(0.2)
        for line in sys.stdin:
            name = secrets.token_hex(8)
            total = None
            for _ in range(5):
                sock.sendto(f"{name} ADD {line.strip()}".encode(), (host, port))
                total = wait(sock, (host, port), name)
                if total:
                    break
            if total:
                print(total, flush=True)
            else:
                print("no answer", flush=True)
                status = 1
                sock.settimeout(None)
    return status


def wait(sock, server, name):
    patience = sock.gettimeout()
    end = time.monotonic() + patience if patience else None
    try:
        while True:
            if end:
                left = end - time.monotonic()
                if left <= 0:
                    return None
                sock.settimeout(left)
            try:
                data, sender = sock.recvfrom(2048)
            except TimeoutError:
                return None
            words = data.decode("utf-8", "replace").split()
            if sender == server and len(words) == 2 and words[0] == name:
                return words[1]
    finally:
        sock.settimeout(patience)


sys.exit(talk(sys.argv[1], int(sys.argv[2])))
