"""Wrong: knows HOST PORT only; with a path as the one argument it ends with an IndexError.

Loses: serves_a_unix_socket
Says: more from sys.argv than it holds
"""
import socket
import struct
import sys


def receive(conn, n):
    data = b""
    while len(data) < n:
        chunk = conn.recv(n - len(data))
        if not chunk:
            raise EOFError
        data += chunk
    return data


def send(conn, body):
    conn.sendall(struct.pack("!I", len(body)) + body)


HOST, PORT = "127.0.0.1", 8898
if len(sys.argv) > 1:
    HOST = sys.argv[1]
    PORT = int(sys.argv[2])
with socket.create_server((HOST, PORT)) as listener:
    while True:
        conn, _ = listener.accept()
        with conn:
            try:
                send(conn, ("ready " + socket.gethostname()).encode())
                while True:
                    n = struct.unpack("!I", receive(conn, 4))[0]
                    if n > 16777216:
                        break
                    send(conn, receive(conn, n)[::-1])
            except (EOFError, OSError) as e:
                print("lost:", e)
