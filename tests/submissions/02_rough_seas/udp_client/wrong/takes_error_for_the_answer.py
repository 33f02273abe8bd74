"""Wrong: when the server says ERROR, that is printed as the answer to this line.

Loses: passes_over_garbage
Says: the word ERROR
"""
import socket
import sys
import time


def receive(sock, server, name, deadline):
    while time.monotonic() < deadline:
        sock.settimeout(max(deadline - time.monotonic(), 0.001))
        try:
            data, sender = sock.recvfrom(1024)
            text = data.decode()
        except (TimeoutError, UnicodeDecodeError):
            continue
        if sender == server:
            if text == "ERROR":
                return text
            if text.split(" ")[0] == name and text.count(" ") == 1:
                return text.split(" ")[1]
    return None


def main():
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server = (sys.argv[1], int(sys.argv[2]))
    good = True
    for i, line in enumerate(sys.stdin):
        for _ in range(5):
            sock.sendto(f"e{i} ADD {line.strip()}".encode(), server)
            answer = receive(sock, server, f"e{i}", time.monotonic() + 0.2)
            if answer:
                break
        print(answer or "no answer")
        good = good and bool(answer)
    return 0 if good else 1


sys.exit(main())
