"""Right: create_server on all interfaces, IPv6 and IPv4 together.
"""
import socket
import sys

PORT = int(sys.argv[2])


def main():
    kind = {"family": socket.AF_INET6, "dualstack_ipv6": True}
    with socket.create_server(("", PORT), **kind) as server:
        print("listening on", server.getsockname())
        conn, addr = server.accept()
        with conn:
            print("hello,", addr[0])
            print(conn.recv(1024))
            conn.sendall(b"hi")


if __name__ == "__main__":
    main()
