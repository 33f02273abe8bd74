"""Right: a ThreadPoolExecutor of sixteen; frames come from a generator; sendmsg of two pieces."""
import concurrent.futures
import contextlib
import socket
import struct
import sys

TOO_LONG = 16 * 2**20


def frames(conn):
    with conn.makefile("rb") as incoming:
        while True:
            header = incoming.read(4)
            if len(header) < 4:
                return
            length, = struct.unpack("!I", header)
            if length > TOO_LONG:
                return
            body = incoming.read(length)
            if len(body) < length:
                return
            yield body


def send(conn, body):
    pieces = [struct.pack("!I", len(body)), body]
    sent = conn.sendmsg(pieces)
    whole = b"".join(pieces)
    if sent < len(whole):
        conn.sendall(whole[sent:])


def handle(conn):
    with conn, contextlib.suppress(ConnectionError):
        send(conn, f"ready {socket.gethostname()}".encode())
        for body in frames(conn):
            send(conn, body[::-1])


def main():
    if len(sys.argv) == 2:
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(sys.argv[1])
        listener.listen()
    else:
        host, port = sys.argv[1:3] if len(sys.argv) > 2 else ("127.0.0.1", 8898)
        listener = socket.create_server((host, int(port)), reuse_port=False)
    with concurrent.futures.ThreadPoolExecutor(max_workers=16) as pool:
        while True:
            pool.submit(handle, listener.accept()[0])


if __name__ == "__main__":
    main()
