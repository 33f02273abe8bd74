"""Wrong: the parent of each fork never closes its copy, and waits for more clients.

Loses: hangs_up, ends_with_status_0
Says: left the connection open even when the client had closed | serves the next client as well
"""
import os
import signal
import socket
import sys

signal.signal(signal.SIGCHLD, signal.SIG_IGN)       # no zombies

s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind((sys.argv[1], int(sys.argv[2])))
s.listen(5)
while True:
    conn, addr = s.accept()
    if os.fork() == 0:
        s.close()
        print("child serves", addr)
        print(conn.recv(1024), flush=True)
        conn.sendall(b"hi")
        conn.close()
        os._exit(0)
