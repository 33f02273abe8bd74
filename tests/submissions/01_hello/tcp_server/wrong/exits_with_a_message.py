"""Wrong: sys.exit with a text, which makes the status 1.

Loses: ends_with_status_0
Says: No traceback stands on standard error: sys.exit()
"""
import socket
import sys


def serve(host, port):
    with socket.create_server((host, port)) as listener:
        peer, _ = listener.accept()
        print("peer wrote", repr(peer.recv(1024).decode()))
        peer.sendall(b"hi")
        peer.close()
    sys.exit("one client served, goodbye")


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
