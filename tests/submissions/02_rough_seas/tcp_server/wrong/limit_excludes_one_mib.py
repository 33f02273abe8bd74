"""Wrong: ">=" where ">" should be: a frame of exactly 1 MiB is refused, the longest allowed.

Loses: takes_large_frames
Says: This frame has 1048576 bytes
"""
import socket
import struct
import sys

LIMIT = 1024 * 1024


def receive_all(sock, n):
    chunks, have = [], 0
    while have < n:
        chunk = sock.recv(n - have)
        if chunk == b"":
            raise EOFError("closed")
        chunks.append(chunk)
        have += len(chunk)
    return b"".join(chunks)


def send(sock, data):
    sock.sendall(struct.pack("!I", len(data)))
    sock.sendall(data)


def session(sock):
    send(sock, ("ready " + socket.gethostname()).encode())
    while True:
        length = struct.unpack("!I", receive_all(sock, 4))[0]
        if length >= LIMIT:
            return
        send(sock, receive_all(sock, length)[::-1])


def serve(listener):
    while True:
        sock, peer = listener.accept()
        try:
            session(sock)
        except (EOFError, OSError) as reason:
            print(peer, reason)
        sock.close()


if len(sys.argv) == 2:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(sys.argv[1])
    listener.listen()
else:
    host, port = sys.argv[1:] or ("127.0.0.1", "8898")
    listener = socket.create_server((host, int(port)))
serve(listener)
