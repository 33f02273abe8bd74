"""Runs a command on a machine that has nothing which the jail is made of.

    python tests/proof/plain_path.py [--like-windows] COMMAND ...

There is no Landlock, no seccomp, no namespace and no pidfd: the kernel says that it knows no
such calls. /proc is empty. Python has no fork, no posix_spawn and no limits. A learner's program
may still fork, as it may on macOS. With `--like-windows` the grader's modules also find nothing of
what only Unix has (tests/support/lacking/unix). Linux is needed, and root or user namespaces:

    python tests/proof/plain_path.py python -m grader --submission solutions
    python tests/proof/plain_path.py python tests/shelf.py 01_hello
"""

import ctypes
import errno
import os
import struct
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).parents[2]
LACKING = ROOT / "tests" / "support" / "lacking"

libc = ctypes.CDLL(None, use_errno=True)
libc.prctl.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
libc.mount.argtypes = [*[ctypes.c_char_p] * 3, ctypes.c_ulong, ctypes.c_char_p]

CLONE_NEWNS, CLONE_NEWUSER = 0x00020000, 0x10000000  # linux/sched.h
MS_REC, MS_PRIVATE = 0x4000, 1 << 18  # linux/mount.h
PR_SET_SECCOMP, PR_GET_SECCOMP, PR_SET_NO_NEW_PRIVS = 22, 21, 38  # linux/prctl.h
# asm/unistd_64.h and asm-generic/unistd.h
COLUMN = {"x86_64": 0, "aarch64": 1}
PRCTL = (157, 167)
GONE = {
    "seccomp": (317, 277),
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "pidfd_open": (434, 434),
    "landlock_create_ruleset": (444, 444),
    "landlock_add_rule": (445, 445),
    "landlock_restrict_self": (446, 446),
}
# classic BPF: linux/bpf_common.h, and struct seccomp_data of linux/seccomp.h
LOAD, IF_EQUAL, RETURN = 0x20, 0x15, 0x06
NUMBER_AT, FIRST_ARGUMENT_AT = 0, 16
ALLOW, FAIL = 0x7FFF0000, 0x00050000


def leave(like_windows: bool, environment: Mapping[str, str]) -> dict[str, str]:
    """Take it all away from this process and its children; give the environment for Pythons.

    Raises OSError where this machine does not let itself be made poorer.
    """
    _empty_proc()
    _forget_calls()
    folders = [LACKING / "fork", ROOT]
    if like_windows:
        folders.insert(0, LACKING / "unix")
    return {**environment, "PYTHONPATH": os.pathsep.join(map(str, folders))}


def _checked(result: int) -> None:
    if result < 0:
        raise OSError(number := ctypes.get_errno(), os.strerror(number))


def _empty_proc() -> None:
    """Mount nothing over /proc, in a view of the files that only this process has."""
    user, group = os.geteuid(), os.getegid()
    _checked(libc.unshare(CLONE_NEWNS | (CLONE_NEWUSER if user else 0)))
    if user:  # is root in a namespace of its own, and still itself outside
        for file, text in (
            ("setgroups", "deny"),
            ("uid_map", f"{user} {user} 1"),
            ("gid_map", f"{group} {group} 1"),
        ):
            Path("/proc/self", file).write_text(text)
    _checked(libc.mount(None, b"/", None, MS_REC | MS_PRIVATE, None))
    _checked(libc.mount(b"nothing", b"/proc", b"tmpfs", 0, None))


def _forget_calls() -> None:
    """Have the kernel know none of these calls from here on."""
    column = COLUMN[os.uname().machine]
    filters = [(IF_EQUAL, 0, 3, PRCTL[column]), (LOAD, 0, 0, FIRST_ARGUMENT_AT)]
    options = [(IF_EQUAL, 0, 1, PR_SET_SECCOMP), (RETURN, 0, 0, FAIL | errno.EINVAL)]
    lines = [
        (LOAD, 0, 0, NUMBER_AT),
        *(
            line
            for numbers in GONE.values()
            for line in (
                (IF_EQUAL, 0, 1, numbers[column]),
                (RETURN, 0, 0, FAIL | errno.ENOSYS),
            )
        ),
        *filters,
        *options,
        (RETURN, 0, 0, ALLOW),
    ]
    program = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *line) for line in lines))
    given = ctypes.create_string_buffer(struct.pack("@HP", len(lines), ctypes.addressof(program)))
    _checked(libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    _checked(libc.prctl(PR_SET_SECCOMP, 2, ctypes.addressof(given), 0, 0))


def main(*words: str) -> NoReturn:
    """Become the command."""
    like_windows = words[:1] == ("--like-windows",)
    command = words[1:] if like_windows else words
    environment = leave(like_windows, os.environ)
    os.execvpe(command[0], command, environment)


if __name__ == "__main__":
    main(*sys.argv[1:])
