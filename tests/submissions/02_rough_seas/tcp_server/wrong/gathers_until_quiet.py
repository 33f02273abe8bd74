"""Wrong: gathers input until it is quiet, and forgets what it has when the end comes meanwhile.

Loses: answers_after_half_close, refuses_absurd_lengths
Says: closed its sending side
"""
import select
import socket
import struct
import sys


def gather(conn, buffer):
    """Adds what comes until nothing comes for a quarter of a second; False at the end."""
    wait = None
    while select.select([conn], [], [], wait)[0]:
        chunk = conn.recv(65536)
        if not chunk:
            return False
        buffer += chunk
        wait = 0.25
    return True


def frame(body):
    return struct.pack("!I", len(body)) + body


def client(conn):
    conn.sendall(frame(("ready " + socket.gethostname()).encode()))
    buffer = bytearray()
    while gather(conn, buffer):
        while len(buffer) >= 4:
            n = struct.unpack_from("!I", buffer)[0]
            if n > 16 * 1024 * 1024:
                return
            if len(buffer) < 4 + n:
                break
            conn.sendall(frame(bytes(buffer[4:4 + n])[::-1]))
            del buffer[:4 + n]


def serve(family, address):
    with socket.socket(family) as s:
        s.bind(address)
        s.listen()
        while True:
            conn, _ = s.accept()
            with conn:
                try:
                    client(conn)
                except OSError as e:
                    print(e)


if len(sys.argv) == 2:
    serve(socket.AF_UNIX, sys.argv[1])
elif len(sys.argv) == 3:
    serve(socket.AF_INET, (sys.argv[1], int(sys.argv[2])))
else:
    serve(socket.AF_INET, ("127.0.0.1", 8898))
