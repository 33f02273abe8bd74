"""Wrong: has a thread for each client, and what turns a frame round is still the stub's.

Loses: answers_a_frame
Says: This part is still the stub's: replace the line that raises NotImplementedError.
"""
import socket
import struct
import sys
import threading


def turned(data):
    """Give the bytes in reverse order."""
    raise NotImplementedError


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


def talk(conn):
    with conn:
        try:
            send_frame(conn, b"ready " + socket.gethostname().encode())
            while True:
                (length,) = struct.unpack("!I", read(conn, 4))
                if length > 16 * 1024 * 1024:
                    return
                send_frame(conn, turned(read(conn, length)))
        except (EOFError, OSError):
            return


def serve(address):
    if len(address) == 2:
        door = socket.create_server((address[0], int(address[1])))
    else:
        door = socket.socket(socket.AF_UNIX)
        door.bind(address[0])
        door.listen()
    while True:
        conn, _ = door.accept()
        threading.Thread(target=talk, args=(conn,), daemon=True).start()


serve(sys.argv[1:] or ["127.0.0.1", "8898"])
