"""Wrong: reads the total as a float, which loses the last digits of a long one.

Loses: prints_the_total
Says: went through a float
Points: 19
"""
import socket
import sys
import time


def ask(sock, server, ident, number):
    request = f"{ident} ADD {number}".encode()
    for _ in range(5):
        sock.sendto(request, server)
        deadline = time.monotonic() + 0.2
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                break
            sock.settimeout(left)
            try:
                data, sender = sock.recvfrom(2048)
            except TimeoutError:
                break
            if sender != server:
                continue
            try:
                words = data.decode("ascii").split()
            except UnicodeDecodeError:
                continue
            if len(words) != 2 or words[0] != ident:
                continue
            try:
                return int(float(words[1]))
            except ValueError:
                continue
    return None


def talk(host: str, port: int) -> int:
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    status = 0
    for count, line in enumerate(sys.stdin):
        total = ask(sock, (host, port), f"r{count}", int(line))
        if total is None:
            print("no answer")
            status = 1
        else:
            print(total)
    sock.close()
    return status


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    sys.exit(talk(HOST, PORT))
