"""Tries what a learner's program must not be able to do, and is run as one.

`python attempts.py AIM` gets in AIM, as JSON, the victims that the doctor has made. It
prints a line for each attempt: its name, and `open` or `refused`. Whether an attempt has
changed or reached something outside, the doctor looks at itself.
"""

import contextlib
import ctypes
import errno
import json
import os
import signal
import socket
import sys

AIM = json.loads(sys.argv[1])
MPTCP = 262  # linux/in.h: IPPROTO_MPTCP
PIECE, PIECES = 8 << 20, 20  # bytes of a file, and how many files


def files() -> bool:
    with open(AIM["secret"]) as file:
        return bool(file.read())


def writing() -> bool:
    with open(os.path.join(AIM["folder"], "written"), "w") as file:
        file.write("x")
    return True


def environment() -> bool:
    with open(f"/proc/{AIM['victim']}/environ", "rb") as file:
        return bool(file.read())


def signals() -> bool:
    os.kill(AIM["victim"], 0)
    return True


def limits_of_others() -> bool:
    import resource

    resource.prlimit(AIM["victim"], resource.RLIMIT_CORE)
    return True


def memory_of_others() -> bool:
    attach, detach = 16, 17  # sys/ptrace.h
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.ptrace(attach, AIM["victim"], 0, 0) != 0:
        return False
    libc.ptrace(detach, AIM["victim"], 0, 0)
    return True


def other_ports() -> bool:
    with socket.create_connection(("127.0.0.1", AIM["port"]), 2) as sock:
        sock.sendall(b"other_ports")
    return True


def other_ports_by_mptcp() -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, MPTCP) as sock:
        sock.settimeout(2)
        sock.connect(("127.0.0.1", AIM["port"]))
        sock.sendall(b"other_ports_by_mptcp")
    return True


def datagrams() -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.sendto(b"datagrams", ("127.0.0.1", AIM["datagrams"]))
    return True


def ports_of_others() -> bool:
    """Bind a UDP port that somebody has: where that fails, all ports are shared."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        try:
            sock.bind(("", AIM["datagrams"]))
        except OSError as error:
            return error.errno == errno.EADDRINUSE
    return False


def unix_sockets() -> bool:
    with socket.socket(socket.AF_UNIX) as sock:
        sock.connect(AIM["unix"])
        sock.sendall(b"unix_sockets")
    return True


def paths() -> bool:
    return os.path.exists(AIM["folder"])


def disk() -> bool:
    """Write more than the runs of one program may have, into files that no folder holds any more.

    Where files are looked at now and then, more of them would end this run, and not be refused.
    """
    with contextlib.ExitStack() as held:
        for _ in range(PIECES):
            file = held.enter_context(open("piece", "wb", buffering=0))
            os.unlink("piece")
            if file.write(bytes(PIECE)) != PIECE:
                return False
    return True


def memory() -> bool:
    return len(bytearray(2 << 30)) > 0


def processes() -> bool:
    children: list[int] = []
    try:
        for _ in range(1000):
            pid = os.fork()
            if pid == 0:
                signal.pause()
            children.append(pid)
    finally:
        for pid in children:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
    return True


def leftovers() -> bool:
    """Leave a daemon behind; the doctor finds out whether it outlives the run."""
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            with open("daemon", "w") as file:
                file.write(str(os.getpid()))
            signal.pause()
        os._exit(0)
    os.wait()
    return True


ATTEMPTS = (
    files,
    writing,
    environment,
    signals,
    limits_of_others,
    memory_of_others,
    other_ports,
    other_ports_by_mptcp,
    datagrams,
    ports_of_others,
    unix_sockets,
    paths,
    disk,
    memory,
    processes,
    leftovers,
)


for attempt in ATTEMPTS:
    try:
        outcome = "open" if attempt() else "refused"
    except Exception:
        outcome = "refused"
    print(attempt.__name__, outcome, flush=True)
