"""Wrong: answers are written to a buffered makefile("wb") that is not flushed until the end.

Loses: answers_a_frame
Says: only when the client had closed its sending side
"""
import socket
import sys
import threading


def client(conn):
    reader = conn.makefile("rb")
    writer = conn.makefile("wb")
    hello = ("ready " + socket.gethostname()).encode()
    conn.sendall(len(hello).to_bytes(4, "big") + hello)
    try:
        while True:
            header = reader.read(4)
            if len(header) < 4:
                break
            length = int.from_bytes(header, "big")
            if length > 2**24:
                break
            body = reader.read(length)
            if len(body) < length:
                break
            writer.write(header)
            writer.write(body[::-1])
        writer.close()
    except OSError as e:
        print("error", e)
    reader.close()
    conn.close()


def serve(listener):
    listener.listen()
    while True:
        conn, _ = listener.accept()
        threading.Thread(target=client, args=(conn,), daemon=True).start()


if len(sys.argv) == 2:
    s = socket.socket(socket.AF_UNIX)
    s.bind(sys.argv[1])
else:
    s = socket.socket(socket.AF_INET)
    s.bind((sys.argv[1], int(sys.argv[2])) if len(sys.argv) > 2 else ("127.0.0.1", 8898))
serve(s)
