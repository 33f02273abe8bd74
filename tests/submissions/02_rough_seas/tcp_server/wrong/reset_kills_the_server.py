"""Wrong: an orderly end is dealt with, but a ConnectionResetError ends the whole program.

Loses: survives_broken_clients
Says: raises ConnectionResetError. A server has to catch it
"""
import socket
import struct
import sys


def read(conn, n):
    data = b""
    while len(data) < n:
        chunk = conn.recv(n - len(data))
        if not chunk:
            return None
        data += chunk
    return data


def talk(conn):
    hello = b"ready " + socket.gethostname().encode()
    conn.sendall(struct.pack("!I", len(hello)) + hello)
    while (header := read(conn, 4)) is not None:
        n = struct.unpack("!I", header)[0]
        if n > 16777216:
            return
        body = read(conn, n)
        if body is None:
            print("cut off in the body")
            return
        conn.sendall(header + body[::-1])


def main():
    if len(sys.argv) == 2:
        s = socket.socket(socket.AF_UNIX)
        s.bind(sys.argv[1])
        s.listen()
    else:
        host, port = sys.argv[1:] or ("127.0.0.1", "8898")
        s = socket.create_server((host, int(port)))
    while True:
        conn, _ = s.accept()
        with conn:
            talk(conn)


main()
