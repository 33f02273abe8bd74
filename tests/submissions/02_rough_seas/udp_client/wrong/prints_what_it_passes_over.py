"""Wrong: passes over an answer whose total has more than 18 digits, though it prints the datagram.

Loses: ends_with_status_0
Says: Every line of its input was answered, with
"""
import re
import select
import socket
import sys
import time


def total_in(data, ident):
    words = data.decode("utf-8", "replace").split(" ")
    if len(words) == 2 and words[0] == ident and re.fullmatch("-?[0-9]{1,18}", words[1]):
        return words[1]
    return None


def ask(sock, server, ident, number):
    request = f"{ident} ADD {number}".encode("ascii")
    for sending in range(5):
        sock.sendto(request, server)
        deadline = time.monotonic() + 0.2
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                break
            if not select.select([sock], [], [], left)[0]:
                break
            data, sender = sock.recvfrom(4096)
            if sender != server:
                print("who is", sender)
                continue
            total = total_in(data, ident)
            if total is not None:
                return total
            print("not for me:", data)
    return None


def talk(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    status = 0
    count = 0
    for line in sys.stdin:
        line = line.strip()
        if not line:
            continue
        count += 1
        total = ask(sock, (host, port), str(count), line)
        if total is None:
            print("no answer")
            status = 1
        else:
            print(total)
    return status


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    sys.exit(talk(HOST, PORT))
