"""Wrong: only the two low bytes of the length are looked at ("!HH", the first is thrown away).

Loses: takes_large_frames, refuses_absurd_lengths
Says: the first two were left out
"""
import socket
import struct
import sys
import threading


def client(conn):
    stream = conn.makefile("rwb")
    hello = b"ready " + socket.gethostname().encode()
    try:
        stream.write(struct.pack("!HH", 0, len(hello)) + hello)
        stream.flush()
        while True:
            header = stream.read(4)
            if len(header) < 4:
                break
            _, n = struct.unpack("!HH", header)
            if n > 16777216:
                break
            body = stream.read(n)
            if len(body) < n:
                break
            stream.write(struct.pack("!HH", 0, n) + body[::-1])
            stream.flush()
        stream.close()
    except OSError as e:
        print(e)
    conn.close()


def serve(s):
    s.listen()
    while True:
        conn, _ = s.accept()
        threading.Thread(target=client, args=(conn,), daemon=True).start()


if len(sys.argv) == 2:
    sock = socket.socket(socket.AF_UNIX)
    sock.bind(sys.argv[1])
else:
    sock = socket.socket()
    sock.bind((sys.argv[1], int(sys.argv[2])) if len(sys.argv) > 2 else ("127.0.0.1", 8898))
serve(sock)
