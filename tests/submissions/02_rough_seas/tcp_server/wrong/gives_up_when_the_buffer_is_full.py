"""Wrong: non-blocking send; when the buffer is full (BlockingIOError) the client is dropped.

Loses: waits_for_a_late_reader
Says: This client reads late
"""
import selectors
import socket
import struct
import sys

selector = selectors.DefaultSelector()


def send_frame(conn, body):
    data = memoryview(struct.pack("!I", len(body)) + body)
    while data:
        data = data[conn.send(data):]


def bye(conn):
    selector.unregister(conn)
    conn.close()


def accept(listener, _):
    conn, _ = listener.accept()
    conn.setblocking(False)
    selector.register(conn, selectors.EVENT_READ, (read, bytearray()))
    try:
        send_frame(conn, f"ready {socket.gethostname()}".encode())
    except OSError:
        bye(conn)


def read(conn, buffer):
    try:
        data = conn.recv(65536)
        if not data:
            return bye(conn)
        buffer += data
        while len(buffer) >= 4:
            n = struct.unpack("!I", buffer[:4])[0]
            if n > 16777216:
                return bye(conn)
            if len(buffer) < 4 + n:
                return
            body = bytes(buffer[4:4 + n])
            del buffer[:4 + n]
            send_frame(conn, body[::-1])
    except OSError as e:
        print("dropped:", e)
        bye(conn)


if len(sys.argv) == 2:
    door = socket.socket(socket.AF_UNIX)
    door.bind(sys.argv[1])
else:
    door = socket.socket()
    door.bind((sys.argv[1], int(sys.argv[2])) if len(sys.argv) > 2 else ("127.0.0.1", 8898))
door.listen()
selector.register(door, selectors.EVENT_READ, (accept, None))
while True:
    for key, _ in selector.select():
        function, buffer = key.data
        function(key.fileobj, buffer)
