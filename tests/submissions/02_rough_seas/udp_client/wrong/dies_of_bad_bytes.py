"""Wrong: decodes what comes without a try; bytes that are no UTF-8 end the program.

Loses: passes_over_garbage
Says: UnicodeDecodeError ended it | no text
"""
import socket
import sys
import time


def ask(sock, server, name, number):
    request = f"{name} ADD {number}".encode()
    for _ in range(5):
        sock.sendto(request, server)
        end = time.monotonic() + 0.2
        while True:
            left = end - time.monotonic()
            if left <= 0:
                break
            sock.settimeout(left)
            try:
                data, sender = sock.recvfrom(1024)
            except socket.timeout:
                break
            if sender != server:
                continue
            text = data.decode("utf-8")
            if text.split(" ")[0] == name and " " in text:
                return text.split(" ")[1]


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
code = 0
for n, line in enumerate(sys.stdin):
    total = ask(sock, (sys.argv[1], int(sys.argv[2])), "v%d" % n, line.strip())
    if total is None:
        print("no answer")
        code = 1
    else:
        print(total)
sys.exit(code)
