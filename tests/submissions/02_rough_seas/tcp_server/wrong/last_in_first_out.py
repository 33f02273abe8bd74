"""Wrong: frames that came together are kept in a list and answered from its end (pop()).

Loses: takes_frames_in_one_segment
Says: the answers come in the order of the requests
"""
import socket
import sys

MAX = 16777216


def split(buffer):
    """The whole frames of the buffer, and the rest. None for the frames: too long."""
    todo = []
    while len(buffer) >= 4:
        n = int.from_bytes(buffer[:4], "big")
        if n > MAX:
            return None, b""
        if len(buffer) < 4 + n:
            break
        todo.append(buffer[4:4 + n])
        buffer = buffer[4 + n:]
    return todo, buffer


def send(conn, body):
    conn.sendall(len(body).to_bytes(4, "big") + body)


def client(conn):
    send(conn, b"ready " + socket.gethostname().encode())
    buffer = b""
    while chunk := conn.recv(1 << 18):
        todo, buffer = split(buffer + chunk)
        if todo is None:
            return
        while todo:
            send(conn, todo.pop()[::-1])


def serve(s):
    s.listen()
    while True:
        conn, _ = s.accept()
        try:
            client(conn)
        except OSError:
            pass
        finally:
            conn.close()


if len(sys.argv) == 2:
    sock = socket.socket(socket.AF_UNIX)
    sock.bind(sys.argv[1])
else:
    sock = socket.socket()
    sock.bind((sys.argv[1], int(sys.argv[2])) if len(sys.argv) == 3 else ("127.0.0.1", 8898))
serve(sock)
