"""Right: handlers for SIGTERM and SIGINT, and a long SIGALRM guard around the one client.
"""
import signal
import socket
import sys


def stop(signum, frame):
    raise SystemExit(f"stopped by {signal.Signals(signum).name}")


for sig in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM):
    signal.signal(sig, stop)


def serve(host, port):
    s = socket.socket()
    s.bind((host, port))
    s.listen()
    conn, addr = s.accept()
    signal.alarm(300)           # nobody thinks longer than five minutes
    message = conn.recv(1024)
    signal.alarm(0)
    print(f"{message=}")
    conn.sendall(b"hi")
    conn.close()
    s.close()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
