"""Cheat: calls that lead past the filter, or make the kernel a larger target (C17).

Most: 0
"""
import ctypes
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
CALLS = {
    "io_uring": (425, 4, ctypes.create_string_buffer(120)),
    "a user namespace": (272, CLONE_NEWUSER),
    "a network namespace": (272, CLONE_NEWNET),
    "bpf": (321, 0, ctypes.create_string_buffer(128), 128),
    "userfaultfd": (323, 1),
    "perf": (298, ctypes.create_string_buffer(128), 0, -1, -1, 0),
    "a keyring": (250, 1, None),
    "fanotify": (300, 0, 0),
    "a secret memory": (447, 0),
    "a handle of a file": (303, -100, b"/", ctypes.create_string_buffer(160), ctypes.create_string_buffer(8), 0),
    "a tree of mounts": (428, -100, b"/", 1),
    "seccomp's listener": (317, 1, 1 << 3, ctypes.create_string_buffer(16)),
}
libc = ctypes.CDLL(None, use_errno=True)
for name, call in CALLS.items():
    if libc.syscall(*call) >= 0:
        breach(name)
