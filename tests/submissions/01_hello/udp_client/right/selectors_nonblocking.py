"""Right: a non-blocking socket, a selector waits for each reply and reports while it waits."""
import selectors
import socket
import sys


def wait_for_reply(selector, sock):
    while True:
        if not selector.select(timeout=1):
            print("still waiting", file=sys.stderr)
            continue
        try:
            return sock.recv(1024).decode("utf-8")
        except BlockingIOError:
            pass


def main():
    address = (sys.argv[1], int(sys.argv[2]))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock, \
            selectors.DefaultSelector() as selector:
        sock.setblocking(False)
        selector.register(sock, selectors.EVENT_READ)
        for line in sys.stdin:
            sock.sendto(line.strip().encode("utf-8"), address)
            print(wait_for_reply(selector, sock))


main()
