"""Right: walks through the addresses of getaddrinfo until one connects.
"""
import socket
import sys


def first_open(host, port):
    problem = OSError("no address for " + host)
    for family, kind, proto, canon, where in socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM):
        try:
            s = socket.socket(family, kind, proto)
            s.connect(where)
            return s
        except OSError as exc:
            problem = exc
    raise problem


def main():
    host, port = sys.argv[1], sys.argv[2]
    server = first_open(host, port)
    print("talking to", server.getpeername())
    server.sendall(b"hello!")
    answer = b""
    while chunk := server.recv(16):
        answer += chunk
    print(answer)
    server.close()


main()
