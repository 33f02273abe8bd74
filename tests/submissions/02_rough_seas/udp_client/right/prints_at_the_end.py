"""Right: reads all lines first, random hex IDs, keeps the results and prints them at the end."""
import random
import socket
import sys
import time

used = set()


def new_id():
    while True:
        name = "%08X" % random.getrandbits(32)
        if name not in used:
            used.add(name)
            return name


def receive(sock, deadline):
    try:
        sock.settimeout(max(deadline - time.time(), 0.0005))
        return sock.recvfrom(1500)
    except TimeoutError:
        return b"", None


def ask(sock, server, number):
    name = new_id()
    for _ in range(5):
        sock.sendto(f"{name} ADD {number}".encode("ascii"), server)
        deadline = time.time() + 0.2
        while time.time() < deadline:
            data, sender = receive(sock, deadline)
            head, blank, tail = data.partition(b" ")
            if sender == server and head.decode("latin-1") == name and blank and tail.isascii():
                return tail.decode()
    return "no answer"


lines = sys.stdin.read().splitlines()
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
results = [ask(sock, (sys.argv[1], int(sys.argv[2])), line.strip()) for line in lines]
sock.close()
print("\n".join(results))
sys.exit("no answer" in results)
