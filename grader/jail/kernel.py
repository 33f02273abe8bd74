"""System calls that Python's `os` has no function for, made through libc.

A call that fails raises OSError, as those of `os` do. The numbers and structures of a call
are in the module that makes it, but for prctl(2), which half of the sandbox needs.

Sources: prctl(2), syscall(2); linux/prctl.h.
"""

import ctypes
import functools
import os
import socket
import sys
from typing import Any

LINUX = sys.platform == "linux"
libc: Any  # ctypes.CDLL, whose functions have no types
if LINUX:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    libc.prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
    libc.mount.argtypes = [ctypes.c_char_p] * 3 + [ctypes.c_ulong, ctypes.c_char_p]

SO_PASSRIGHTS = 83  # asm-generic/socket.h: whether descriptors may come with the bytes
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_KEEPCAPS = 1, 4, 8
PR_CAPBSET_READ, PR_CAPBSET_DROP, PR_CAP_AMBIENT = 23, 24, 47
PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 36, 38


def checked(result: int) -> int:
    """Give the result of a function of libc. Raises OSError where that says that it failed."""
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def syscall(number: int, *arguments: int | bytes | None) -> int:
    """Make a system call that libc has no function for; bytes travel by address.

    Raises OSError.
    """
    converted = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    return checked(libc.syscall(ctypes.c_long(number), *converted))


def prctl(option: int, *arguments: int) -> int:
    """Make the call prctl(2). Raises OSError."""
    return checked(libc.prctl(option, *arguments, *(0,) * (4 - len(arguments))))


@functools.cache
def can_refuse_descriptors() -> bool:
    """Tell whether a Unix-domain socket can be set to receive none: Linux 6.16 and newer."""
    if not LINUX:
        return False
    with socket.socket(socket.AF_UNIX) as sock:
        try:
            sock.setsockopt(socket.SOL_SOCKET, SO_PASSRIGHTS, 0)
        except OSError:
            return False
    return True
