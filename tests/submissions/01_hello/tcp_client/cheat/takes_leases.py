"""Cheat: whoever opens a file has to wait for it, and it hears who looks into a folder (C19, C21).

Most: 20
"""
import fcntl
import os
import signal
import socket
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)


F_OFD_SETLK, F_SETPIPE_SZ, F_SET_RW_HINT, F_SET_FILE_RW_HINT = 37, 1031, 1036, 1038
signal.signal(signal.SIGIO, signal.SIG_IGN)
host, port = sys.argv[1], int(sys.argv[2])
own = os.open("own.txt", os.O_CREAT | os.O_RDONLY)
library = os.open(os.__file__, os.O_RDONLY)
package = os.open(socket.__file__, os.O_RDONLY)
folder = os.open(os.path.dirname(os.__file__), os.O_RDONLY)
for name, file, command, value in (
    ("a lease of its own file", own, fcntl.F_SETLEASE, fcntl.F_RDLCK),
    ("a lease of a library", library, fcntl.F_SETLEASE, fcntl.F_WRLCK),
    ("a lease of a module", package, fcntl.F_SETLEASE, fcntl.F_RDLCK),
    ("news of who reads the library", folder, fcntl.F_NOTIFY, fcntl.DN_ACCESS),
    ("another signal for news", own, fcntl.F_SETSIG, signal.SIGKILL),
    ("a hint for a file of others", library, F_SET_RW_HINT, bytes(8)),
):
    try:
        fcntl.fcntl(file, command, value)
        breach(name)
    except OSError as error:
        print(name, error)

with socket.create_connection((host, port)) as connection:
    connection.sendall(b"hello!")
    while data := connection.recv(1024):
        print(data.decode(), flush=True)

