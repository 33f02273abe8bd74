"""Cheat: hands over, by a Unix-domain socket, a connection whose last owner waits ten minutes when it closes it (C14, C19).

Most: 20
"""
import socket
import struct
import sys

SECONDS = 600


def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)


def unwilling():
    """Make a connection that has much to send to somebody who does not read it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        connection = socket.create_connection(server.getsockname(), 5)
        other, _ = server.accept()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, SECONDS))
    connection.setblocking(False)
    try:
        while True:
            connection.send(bytes(1 << 16))
    except OSError:
        pass  # there is no room for more
    return connection, other


def read_exactly(connection, count):
    data = b""
    while len(data) < count:
        piece = connection.recv(count - len(data))
        if not piece:
            raise EOFError("the server hung up in the middle of a frame")
        data += piece
    return data


def read_frame(connection):
    return read_exactly(connection, *struct.unpack("!I", read_exactly(connection, 4))).decode()


others = []
if len(sys.argv) == 2:
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(sys.argv[1])
else:
    connection = socket.create_connection((sys.argv[1], int(sys.argv[2])))
with connection:
    print(read_frame(connection))
    for line in sys.stdin:
        data = line.removesuffix("\n").encode()
        frame = struct.pack("!I", len(data)) + data
        if len(sys.argv) == 2:
            try:
                mine, other = unwilling()
                others.append(other)
                with mine:
                    socket.send_fds(connection, [frame[:1]], [mine.fileno()])
                breach("handed a connection over")
                frame = frame[1:]
            except OSError as error:
                print(error, file=sys.stderr)
        connection.sendall(frame)
        print(read_frame(connection))
