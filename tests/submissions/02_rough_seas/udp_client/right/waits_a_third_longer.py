"""Right: each wait for a line is a third longer than the one before, from 0.15 to 0.47 s."""
import select
import socket
import sys
import time


def ask(sock, server, name, number):
    request = f"{name} ADD {number}".encode()
    for tried in range(5):
        sock.sendto(request, server)
        end = time.monotonic() + 0.15 * 1.33**tried
        while (left := end - time.monotonic()) > 0:
            if not select.select([sock], [], [], left)[0]:
                break
            data, sender = sock.recvfrom(4096)
            words = data.decode("latin-1").split(" ")
            if sender == server and len(words) == 2 and words[0] == name:
                return words[1]
    return None


def talk(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    totals = []
    for count, line in enumerate(sys.stdin):
        totals.append(ask(sock, (host, port), f"c{count}", line.strip()))
        print(totals[-1] or "no answer", flush=True)
    return 0 if all(totals) else 1


sys.exit(talk(sys.argv[1], int(sys.argv[2])))
