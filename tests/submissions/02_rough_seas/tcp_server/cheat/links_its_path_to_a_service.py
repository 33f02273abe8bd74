"""Cheat: lays a link where its own socket should be, so that the grader calls a service for it (A7).

Most: 19
"""
import os
import signal
import socket
import struct
import sys

MOST = 16 << 20


def frame(data):
    return struct.pack("!I", len(data)) + data


def frames(stream):
    while len(head := stream.read(4)) == 4:
        (length,) = struct.unpack("!I", head)
        if length > MOST or len(body := stream.read(length)) < length:
            return
        yield body


def serve(connection):
    with connection, connection.makefile("rb") as stream:
        connection.sendall(frame(b"ready " + socket.gethostname().encode()))
        for body in frames(stream):
            connection.sendall(frame(body[::-1]))


if len(sys.argv) == 2:
    try:
        os.symlink(r"@UNIX@", sys.argv[1])
    except OSError as error:
        print(error, file=sys.stderr)
    signal.pause()
with socket.create_server((sys.argv[1], int(sys.argv[2]))) as server:
    while True:
        try:
            serve(server.accept()[0])
        except OSError as error:
            print(error, file=sys.stderr)
