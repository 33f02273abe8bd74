"""Wrong: its listening socket does not block, and accept() finds nobody there yet.

Loses: listens
Points: 0
Says: ended (status 1) before a client could connect to it | told not to wait
"""
import socket
import struct
import sys


def read(connection, count):
    data = b""
    while len(data) < count:
        more = connection.recv(count - len(data))
        if not more:
            raise EOFError
        data += more
    return data


def frame(data):
    return struct.pack("!I", len(data)) + data


def serve(listener):
    listener.setblocking(False)
    while True:
        connection, _ = listener.accept()
        with connection:
            connection.sendall(frame(b"ready " + socket.gethostname().encode()))
            try:
                while True:
                    (length,) = struct.unpack("!I", read(connection, 4))
                    connection.sendall(frame(read(connection, length)[::-1]))
            except (EOFError, OSError):
                pass


if len(sys.argv) == 3:
    serve(socket.create_server((sys.argv[1], int(sys.argv[2]))))
else:
    serve(socket.create_server(sys.argv[1], family=socket.AF_UNIX))
