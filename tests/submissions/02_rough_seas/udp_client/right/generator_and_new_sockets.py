"""Right: a new socket for each line, and a generator that yields texts until the time is over."""
import socket
import sys
import time


def texts(sock, server, seconds):
    end = time.monotonic() + seconds
    while end > time.monotonic():
        sock.settimeout(max(end - time.monotonic(), 1e-4))
        try:
            data, sender = sock.recvfrom(1024)
        except socket.timeout:
            return
        if sender == server:
            try:
                yield data.decode("ascii")
            except UnicodeDecodeError:
                pass


def sendings(sock, server, request):
    for _ in range(5):
        sock.sendto(request, server)
        yield from texts(sock, server, 0.2)


def ask(server, name, number):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        for text in sendings(sock, server, b"%s ADD %d" % (name.encode(), number)):
            first, _, total = text.partition(" ")
            if first == name and total:
                return total
    return None


def main(host, port="8080"):
    status = 0
    for n, line in enumerate(sys.stdin):
        total = ask((host, int(port)), "line/" + str(n), int(line))
        print(total if total is not None else "no answer")
        status |= total is None
    return int(status)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:] or ["127.0.0.1"]))
