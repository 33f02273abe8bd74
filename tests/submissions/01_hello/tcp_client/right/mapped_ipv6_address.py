"""Right: an AF_INET6 socket that calls the IPv4-mapped address of the host.
"""
import socket
import sys


def talk(host, port):
    s = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
    s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    s.connect(("::ffff:" + host, port))
    print("connected to", s.getpeername()[0])
    s.sendall(b"hello!")
    print(str(s.recv(2048), "ascii"))
    s.close()


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
