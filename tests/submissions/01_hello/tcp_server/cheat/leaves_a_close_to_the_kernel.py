"""Cheat: has the kernel itself close a connection that waits for who does not read, and with it all that is closed later (C12, C14).

Most: 20
"""
import array
import os
import socket
import struct
import sys

SECONDS = 8  # as long as it likes


def held_by_itself():
    """Send a connection, full on one side, through a pair of sockets that is sent with it."""
    near, far = socket.socketpair()
    with socket.create_server(("127.0.0.1", 0)) as server:
        one = socket.create_connection(server.getsockname())
        other, _ = server.accept()
    one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, SECONDS))
    one.setblocking(False)
    try:
        while True:
            one.send(bytes(1 << 16))
    except BlockingIOError:
        pass
    held = array.array("i", [each.fileno() for each in (near, far, one, other)])
    near.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, held)])


try:
    held_by_itself()
except OSError as error:
    print(error)
with socket.create_server((sys.argv[1], int(sys.argv[2]))) as server:
    connection, _ = server.accept()
    with connection:
        print(connection.recv(1024).decode())
        connection.sendall(b"hi")
        os.close(0)
