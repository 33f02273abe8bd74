"""Wrong: sets TCP_NODELAY on each connection, which a Unix socket answers with an OSError.

Loses: serves_a_unix_socket
Says: with HOST and PORT a client is served
"""
import socket
import struct
import sys


def read(conn, n):
    data = bytearray()
    while len(data) < n:
        chunk = conn.recv(n - len(data))
        if not chunk:
            raise EOFError
        data += chunk
    return data


def talk(conn):
    conn.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    text = f"ready {socket.gethostname()}".encode()
    conn.sendall(struct.pack("!I", len(text)) + text)
    while True:
        header = read(conn, 4)
        length = struct.unpack("!I", header)[0]
        if length > 16777216:
            return
        conn.sendall(header + read(conn, length)[::-1])


def serve(family, address):
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.bind(address)
    listener.listen()
    while True:
        conn, _ = listener.accept()
        try:
            talk(conn)
        except (OSError, EOFError) as e:
            print("stopped:", repr(e))
        conn.close()


if len(sys.argv) == 2:
    serve(socket.AF_UNIX, sys.argv[1])
elif len(sys.argv) == 3:
    serve(socket.AF_INET, (sys.argv[1], int(sys.argv[2])))
else:
    serve(socket.AF_INET, ("127.0.0.1", 8898))
