"""Wrong: the greeting names the numeric address of the host instead of its name.

Loses: greets
Says: which is not the name of the machine
"""
import os
import signal
import socket
import struct
import sys


def my_name():
    try:
        return socket.gethostbyname(socket.gethostname())
    except OSError:
        return "127.0.0.1"


def child(conn):
    f = conn.makefile("rb")
    text = ("ready " + my_name()).encode("utf-8")
    conn.sendall(struct.pack(">I", len(text)) + text)
    while True:
        head = f.read(4)
        if len(head) < 4:
            return
        n = struct.unpack(">I", head)[0]
        if n > 16 * 1024 * 1024:
            return
        body = f.read(n)
        if len(body) < n:
            return
        conn.sendall(head + body[::-1])


signal.signal(signal.SIGCHLD, signal.SIG_IGN)
if len(sys.argv) == 2:
    door = socket.socket(socket.AF_UNIX)
    door.bind(sys.argv[1])
else:
    door = socket.socket()
    door.bind((sys.argv[1], int(sys.argv[2])) if len(sys.argv) == 3 else ("127.0.0.1", 8898))
door.listen()
while True:
    conn, _ = door.accept()
    if not os.fork():
        try:
            child(conn)
        finally:
            os._exit(0)
    conn.close()
