"""Wrong: empty bytes from recv are taken for "nothing there yet", so it waits and tries again.

Loses: answers_after_half_close
Says: which comes when you close the socket
"""
import socket
import struct
import sys
import threading
import time


def pack(body):
    return struct.pack("!I", len(body)) + body


def talk(conn):
    conn.sendall(pack(("ready " + socket.gethostname()).encode()))
    buffer = b""
    while True:
        data = conn.recv(100000)
        if not data:
            time.sleep(0.05)
            continue
        buffer += data
        while len(buffer) >= 4:
            n = struct.unpack("!I", buffer[:4])[0]
            if n > 16 * 1024 * 1024:
                return
            if len(buffer) < n + 4:
                break
            conn.sendall(pack(buffer[4:n + 4][::-1]))
            buffer = buffer[n + 4:]


def run(conn):
    try:
        talk(conn)
    except OSError as e:
        print(e)
    conn.close()


if len(sys.argv) == 2:
    server = socket.socket(socket.AF_UNIX)
    server.bind(sys.argv[1])
else:
    server = socket.socket()
    server.bind((sys.argv[1], int(sys.argv[2])) if len(sys.argv) > 2 else ("127.0.0.1", 8898))
server.listen()
while True:
    threading.Thread(target=run, args=(server.accept()[0],), daemon=True).start()
