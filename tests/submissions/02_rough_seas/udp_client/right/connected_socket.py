"""Right: a connected socket; the kernel keeps strangers out."""
import secrets
import socket
import sys
import time


def send(sock, request):
    try:
        sock.send(request)
    except ConnectionRefusedError:      # an old error, this datagram was not sent
        sock.send(request)


def receive(sock, name, deadline):
    while time.monotonic() < deadline:
        sock.settimeout(max(0.001, deadline - time.monotonic()))
        try:
            text = sock.recv(1024).decode()
        except (TimeoutError, ConnectionRefusedError, UnicodeDecodeError):
            continue
        if text.split(" ")[0] == name and " " in text:
            return text.split(" ")[1]


def talk(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.connect((host, port))
    answered = []
    for line in sys.stdin:
        name = secrets.token_urlsafe(9)
        total = None
        for _ in range(5):
            send(sock, (name + " ADD " + line.rstrip("\n")).encode())
            total = receive(sock, name, time.monotonic() + 0.2)
            if total:
                break
        print(total or "no answer")
        answered.append(bool(total))
    sock.close()
    return all(answered)


if __name__ == "__main__":
    if talk(sys.argv[1], int(sys.argv[2])):
        sys.exit()
    sys.exit(1)
