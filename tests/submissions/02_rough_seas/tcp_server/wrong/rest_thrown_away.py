"""Wrong: the buffer is emptied after each answer, with the beginning of the next frame in it.

Loses: takes_frames_in_one_segment
Says: what had arrived after the first frame is lost
"""
import select
import socket
import struct
import sys

if len(sys.argv) == 2:
    door = socket.socket(socket.AF_UNIX)
    door.bind(sys.argv[1])
else:
    door = socket.socket()
    door.bind((sys.argv[1], int(sys.argv[2])) if len(sys.argv) == 3 else ("127.0.0.1", 8898))
door.listen()
buffers = {}


def put(conn, body):
    conn.sendall(struct.pack("!I", len(body)) + body)


def leave(conn):
    del buffers[conn]
    conn.close()


def work(conn):
    data = conn.recv(65536)
    buffers[conn] += data
    have = buffers[conn]
    if not data:
        leave(conn)
    elif len(have) >= 4:
        n = struct.unpack("!I", have[:4])[0]
        if n > 16777216:
            leave(conn)
        elif len(have) >= 4 + n:
            put(conn, bytes(have[4:4 + n])[::-1])
            buffers[conn] = bytearray()


while True:
    readable, _, _ = select.select([door, *buffers], [], [])
    for sock in readable:
        if sock is door:
            sock, _ = door.accept()
            buffers[sock] = bytearray()
            todo = lambda s: put(s, b"ready " + socket.gethostname().encode())
        else:
            todo = work
        try:
            todo(sock)
        except OSError:
            leave(sock)
