"""Wrong: one recv(512), so the second half of a long message is never read.

Loses: takes_1024_bytes
Says: Only the beginning was printed: 512 of 1024
"""
import socket
import sys

BUFSIZE = 512


def serve(host, port):
    tcp_server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    tcp_server.bind((host, port))
    tcp_server.listen(5)
    tcp_client, addr = tcp_server.accept()
    data = tcp_client.recv(BUFSIZE)
    print("data", data)
    tcp_client.sendall(b"hi")
    tcp_client.close()
    tcp_server.close()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
