"""Right: an AF_INET6 socket bound to `::` with IPV6_V6ONLY switched off by hand.
"""
import socket
import sys


class Server:
    def __init__(self, port):
        self.sock = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
        self.sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.sock.bind(("::", port))
        self.sock.listen(128)

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.sock.close()

    def greet_one(self):
        conn, addr = self.sock.accept()
        try:
            print("peer", addr)
            print("message", conn.recv(4096).decode())
            conn.sendall(b"hi")
        finally:
            conn.close()


if __name__ == "__main__":
    with Server(int(sys.argv[2])) as server:
        server.greet_one()
