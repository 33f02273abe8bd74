"""Wrong: starts a thousand threads that wait for clients.

Loses: listens
Says: Too many threads are running at once.
"""
import socket
import struct
import sys
import threading


def read(conn, count):
    data = b""
    while len(data) < count:
        piece = conn.recv(count - len(data))
        if not piece:
            raise EOFError("the client has gone")
        data += piece
    return data


def send_frame(conn, data):
    conn.sendall(struct.pack("!I", len(data)) + data)


def work():
    ready.wait()
    while True:
        conn, _ = door.accept()
        with conn:
            try:
                send_frame(conn, b"ready " + socket.gethostname().encode())
                while True:
                    (length,) = struct.unpack("!I", read(conn, 4))
                    if length > 16 * 1024 * 1024:
                        break
                    send_frame(conn, read(conn, length)[::-1])
            except (EOFError, OSError):
                pass


address = sys.argv[1:] or ["127.0.0.1", "8898"]
ready = threading.Event()
threads = [threading.Thread(target=work, daemon=True) for number in range(1000)]
for thread in threads:
    thread.start()
if len(address) == 2:
    door = socket.create_server((address[0], int(address[1])))
else:
    door = socket.socket(socket.AF_UNIX)
    door.bind(address[0])
    door.listen()
ready.set()
for thread in threads:
    thread.join()
