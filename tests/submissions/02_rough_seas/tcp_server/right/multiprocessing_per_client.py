"""Right: a multiprocessing.Process for every client."""
import multiprocessing
import socket
import struct
import sys


def reverse(text):
    result = bytearray(text)
    result.reverse()
    return bytes(result)


def exactly(conn, n):
    buf = bytearray()
    while len(buf) < n:
        part = conn.recv(min(65536, n - len(buf)))
        if not part:
            sys.exit()
        buf.extend(part)
    return buf


def work(conn):
    with conn:
        greeting = "ready {}".format(socket.gethostname()).encode("utf-8")
        conn.sendall(struct.pack("!I%ds" % len(greeting), len(greeting), greeting))
        while True:
            n = struct.unpack("!I", exactly(conn, 4))[0]
            if n > 16777216:
                return
            body = reverse(exactly(conn, n))
            conn.sendall(struct.pack("!I", len(body)) + body)


def serve(listener):
    while True:
        conn, address = listener.accept()
        process = multiprocessing.Process(target=work, args=(conn,), daemon=True)
        process.start()
        conn.close()
        multiprocessing.active_children()  # buries those that have ended


if __name__ == "__main__":
    arguments = sys.argv[1:] or ["127.0.0.1", "8898"]
    if len(arguments) == 1:
        door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        door.bind(arguments[0])
        door.listen()
    else:
        door = socket.create_server((arguments[0], int(arguments[1])))
    serve(door)
