"""Wrong: decodes the body as UTF-8 and reverses the text, so only ASCII comes back right.

Loses: takes_any_bytes
Says: bytes of all kinds, which are no text
"""
import socket
import struct
import sys


def recv_exactly(conn, n):
    data = b""
    while len(data) < n:
        chunk = conn.recv(n - len(data))
        if not chunk:
            raise ConnectionError("closed")
        data += chunk
    return data


def send_text(conn, text):
    data = text.encode("utf-8")
    conn.sendall(struct.pack("!I", len(data)) + data)


def handle(conn):
    send_text(conn, f"ready {socket.gethostname()}")
    while True:
        (n,) = struct.unpack("!I", recv_exactly(conn, 4))
        if n > 16 * 1024 * 1024:
            break
        text = recv_exactly(conn, n).decode("utf-8")
        send_text(conn, text[::-1])


def main():
    if len(sys.argv) == 2:
        server = socket.socket(socket.AF_UNIX)
        server.bind(sys.argv[1])
    else:
        server = socket.socket()
        server.bind((sys.argv[1], int(sys.argv[2])) if sys.argv[1:] else ("127.0.0.1", 8898))
    server.listen()
    while True:
        conn, _ = server.accept()
        try:
            handle(conn)
        except (OSError, UnicodeError) as e:
            print("error:", e)
        conn.close()


main()
