"""Right: one big buffer made at the start, filled by recv_into through a memoryview."""
import socket
import struct
import sys

BUFFER = bytearray(16 * 1024 * 1024)
VIEW = memoryview(BUFFER)
HEADER = struct.Struct("!I")


def fill(conn, count):
    done = 0
    while done < count:
        got = conn.recv_into(VIEW[done:count])
        if got == 0:
            return False
        done += got
    return True


def handle(conn):
    name = socket.gethostname().encode()
    conn.sendall(HEADER.pack(6 + len(name)) + b"ready " + name)
    while fill(conn, HEADER.size):
        (count,) = HEADER.unpack_from(BUFFER)
        if count > len(BUFFER) or not fill(conn, count):
            break
        conn.sendall(HEADER.pack(count))
        conn.sendall(VIEW[:count].tobytes()[::-1])


def open_listener(args):
    if len(args) == 1:
        sock = socket.socket(socket.AF_UNIX)
        sock.bind(args[0])
    else:
        sock = socket.socket(socket.AF_INET)
        sock.bind((args[0], int(args[1])))
    sock.listen()
    return sock


listener = open_listener(sys.argv[1:] or ["127.0.0.1", "8898"])
while True:
    connection, _ = listener.accept()
    try:
        handle(connection)
    except ConnectionError:
        pass
    connection.close()
