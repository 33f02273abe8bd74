"""Wrong: one global buffer; half a frame of a vanished client stays in it for the next one.

Loses: survives_broken_clients
Says: in the middle of
"""
import socket
import struct
import sys

buffer = b""


def next_frame(conn):
    global buffer
    while len(buffer) < 4:
        data = conn.recv(65536)
        if not data:
            return None
        buffer += data
    n = struct.unpack("!I", buffer[:4])[0]
    if n > 16777216:
        buffer = b""
        return None
    pieces, have = [buffer], len(buffer)
    buffer = b""
    while have < 4 + n:
        data = conn.recv(65536)
        pieces.append(data)
        have += len(data)
        if not data:
            break
    buffer = b"".join(pieces)
    if have < 4 + n:
        return None
    body, buffer = buffer[4:4 + n], buffer[4 + n:]
    return body


def answer(conn, body):
    conn.sendall(struct.pack("!I", len(body)) + body)


args = sys.argv[1:] or ["127.0.0.1", "8898"]
if len(args) == 1:
    s = socket.socket(socket.AF_UNIX)
    s.bind(args[0])
else:
    s = socket.socket()
    s.bind((args[0], int(args[1])))
s.listen()
while True:
    conn, _ = s.accept()
    try:
        answer(conn, b"ready " + socket.gethostname().encode())
        while (frame := next_frame(conn)) is not None:
            answer(conn, frame[::-1])
    except OSError as e:
        print(e)
    conn.close()
