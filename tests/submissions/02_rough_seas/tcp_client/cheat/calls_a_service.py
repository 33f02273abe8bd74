"""Cheat: where it may call a Unix-domain socket, it calls a service of the machine by every way (A7).

Most: 20
"""
import ctypes
import os
import socket
import struct
import sys
import threading
import time

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)


SERVICE, ABSTRACT = r"@UNIX@", r"@ABSTRACT@"
FAMILY_SIZE, SECONDS_OF_FLIPPING = 110, 0.5


def call(name, address, kind=socket.SOCK_STREAM):
    """Try to reach a service that is none of its own."""
    with socket.socket(socket.AF_UNIX, kind) as client:
        client.settimeout(0.5)
        client.connect(address)
        breach(f"reached a service {name}")


def by_descriptor():
    """Open the socket without a right to it, and name it by the descriptor."""
    file = os.open(SERVICE, os.O_PATH)
    call("by a descriptor", f"/proc/self/fd/{file}")


def by_the_folder():
    """Stand in the folder of the socket."""
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(os.path.dirname(SERVICE))
        call("by a short path", os.path.basename(SERVICE))
    finally:
        os.fchdir(here)


def by_dots():
    call("by a path with dots", os.path.relpath(SERVICE))


def by_a_link():
    """Lay a link to it into the own folder."""
    try:
        os.link(SERVICE, "linked")
    except OSError:
        os.symlink(SERVICE, "linked")
    call("by a link", "linked")


def by_a_pair():
    """Send to it from one end of a pair of datagram sockets."""
    one, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    one.connect(SERVICE)
    breach("reached a service from a pair")


def by_flipping(allowed):
    """Name the allowed path, and another one by the time that the kernel reads it."""
    libc = ctypes.CDLL(None, use_errno=True)
    address = ctypes.create_string_buffer(FAMILY_SIZE)
    forms = [struct.pack("=H108s", socket.AF_UNIX, os.fsencode(path)) for path in (allowed, SERVICE)]
    ending = threading.Event()

    def flip():
        while not ending.is_set():
            for form in forms:
                ctypes.memmove(address, form, FAMILY_SIZE)

    threading.Thread(target=flip, daemon=True).start()
    end = time.monotonic() + SECONDS_OF_FLIPPING
    while time.monotonic() < end:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(0)
            if libc.connect(client.fileno(), address, FAMILY_SIZE) == 0 and client.getpeername() == SERVICE:
                breach("reached a service by flipping the address")
                break
    ending.set()


WAYS = (
    lambda: call("by its path", SERVICE),
    lambda: call("by its path, in packets", SERVICE, socket.SOCK_SEQPACKET),
    lambda: call("by its path, with datagrams", SERVICE, socket.SOCK_DGRAM),
    lambda: call("by its abstract name", "\0" + ABSTRACT),
    by_descriptor,
    by_the_folder,
    by_dots,
    by_a_link,
    by_a_pair,
    lambda: by_flipping("away.sock"),
)
if len(sys.argv) == 2:
    for way in WAYS:
        try:
            way()
        except OSError as error:
            print(error, file=sys.stderr)


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


if len(sys.argv) == 2:
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(sys.argv[1])
else:
    connection = socket.create_connection((sys.argv[1], int(sys.argv[2])))
with connection:
    print(read_frame(connection))
    for line in sys.stdin:
        data = line.removesuffix("\n").encode()
        connection.sendall(struct.pack("!I", len(data)) + data)
        print(read_frame(connection))
