"""Wrong: ends its own process with SIGTERM instead of returning.

Loses: ends_with_status_0
Says: A signal has ended it
"""
import os
import signal
import socket
import sys


def serve(host, port):
    s = socket.create_server((host, port))
    conn, addr = s.accept()
    print("client wrote:", conn.recv(1024).decode(), flush=True)
    conn.sendall(b"hi")
    conn.close()
    s.close()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
