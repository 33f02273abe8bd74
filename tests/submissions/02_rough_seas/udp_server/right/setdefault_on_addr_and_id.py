"""Right: totals of the past in a dict keyed by (addr, id); ValueError for all that is wrong."""
import socket
import sys


def request(data):
    name, verb, number = str(data, "ascii").split(" ")
    if verb != "ADD":
        raise ValueError("verb")
    if not (0 < len(name) < 33) or any(ord(c) < 33 or ord(c) > 126 for c in name):
        raise ValueError("id")
    if not number.removeprefix("-").isdigit() or len(number.removeprefix("-")) >= 19:
        raise ValueError("number")
    return name, int(number)


def serve(host, port):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_UDP) as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((host, port))
        totals = {}
        total = 0
        while True:
            data, addr = sock.recvfrom(2048)
            try:
                name, number = request(data)
            except ValueError as problem:        # UnicodeDecodeError is one, too
                print("refused:", problem, file=sys.stderr)
                sock.sendto(b"ERROR", addr)
            else:
                new = (addr, name) not in totals
                total += number * new
                was = totals.setdefault((addr, name), total)
                sock.sendto(f"{name} {was}".encode("ascii"), addr)


if __name__ == "__main__":
    HOST, PORT = (sys.argv[1:] + ["127.0.0.1", "8080"][len(sys.argv) - 1:])[:2]
    serve(HOST, int(PORT))
