"""Landlock: a process takes rights away from itself and its descendants, for good.

A ruleset *handles* kinds of rights: it takes them away, except where a rule
allows some of them, beneath a path or for a TCP port. A scope has no rules: of
what it names (signals, abstract Unix sockets) nothing leaves the domain, which
is all the processes that `restrict_self` put into it. Domains nest, and an inner
one can only have less.

What can be handled grows with the version of the ABI, and a kernel refuses bits
that it does not know. So rights are cut down here to those that it knows.

Sources: docs.kernel.org/userspace-api/landlock.html; landlock(7); linux/landlock.h.
"""

import errno
import functools
import os
import struct
from collections.abc import Iterable

from . import kernel

# The same numbers on every architecture.
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
CREATE_RULESET_VERSION = 1
RULE_PATH_BENEATH, RULE_NET_PORT = 1, 2

# Rights to files, LANDLOCK_ACCESS_FS_*
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
REMOVE_DIR, REMOVE_FILE = 1 << 4, 1 << 5
MAKE_DIR, MAKE_REG, MAKE_SOCK = 1 << 7, 1 << 8, 1 << 9
REFER, TRUNCATE, IOCTL_DEV, RESOLVE_UNIX = 1 << 13, 1 << 14, 1 << 15, 1 << 16

READ = READ_FILE | READ_DIR
RUN = READ | EXECUTE
OF_A_FILE = READ_FILE | EXECUTE | WRITE_FILE | TRUNCATE  # folders can have more
# No EXECUTE: what it writes it does not start. No links, pipes and devices: whoever
# reads the folder afterwards meets plain files.
OWN = READ | WRITE_FILE | TRUNCATE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | REFER
UNIX_SOCKETS = MAKE_SOCK | RESOLVE_UNIX

BIND_TCP, CONNECT_TCP = 1, 2  # LANDLOCK_ACCESS_NET_*
SCOPE_ABSTRACT_UNIX_SOCKET, SCOPE_SIGNAL = 1, 2
SCOPES = SCOPE_ABSTRACT_UNIX_SOCKET | SCOPE_SIGNAL

# The version of the ABI that brought each kind of rights
FILES_SINCE, TRUNCATE_SINCE, PORTS_SINCE, SCOPES_SINCE = 1, 3, 4, 6
OF_THE_FIRST = (1 << 13) - 1  # rights to files
ADDED = ((2, REFER), (TRUNCATE_SINCE, TRUNCATE), (5, IOCTL_DEV), (9, RESOLVE_UNIX))


@functools.cache
def abi() -> int:
    """Ask for Landlock's version: 1 (Linux 5.13) and up, 0 where there is none."""
    try:
        return kernel.syscall(CREATE_RULESET, None, 0, CREATE_RULESET_VERSION)
    except OSError:
        return 0


@functools.cache
def _file_rights(version: int) -> int:
    """Give all rights to files that this version of the ABI can handle."""
    return OF_THE_FIRST | sum(bit for since, bit in ADDED if version >= since)


def create_ruleset(*, files: bool = False, ports: bool = False, scopes: int = 0) -> int:
    """Make a ruleset that handles these, without a rule, and give its descriptor.

    `scopes` are bits SCOPE_*. Raises OSError where this kernel's ABI is too old
    for one of them.
    """
    version = abi()
    if version < (SCOPES_SINCE if scopes else PORTS_SINCE if ports else FILES_SINCE):
        raise OSError(errno.EOPNOTSUPP, "this kernel's Landlock is too old")
    handled = _file_rights(version) if files else REFER
    net = BIND_TCP | CONNECT_TCP if ports else 0
    attributes = struct.pack("=QQQ", handled, net, scopes)
    known = 24 if version >= SCOPES_SINCE else 16 if version >= PORTS_SINCE else 8
    ruleset = kernel.syscall(CREATE_RULESET, attributes[:known], known, 0)
    if not files:
        # Any ruleset, also one about ports or signals, refuses to move files
        # from folder to folder unless it says otherwise.
        allow_path(ruleset, "/", REFER)
    return ruleset


def allow_path(ruleset: int, path: str, rights: int) -> None:
    """Add a rule: these rights to a file, or to a folder and all beneath it."""
    # Descriptors are not kept between runs: whoever starts a run closes what it
    # does not know, and the number would then mean another file.
    descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = struct.pack("=Qi", rights & _file_rights(abi()), descriptor)
        kernel.syscall(ADD_RULE, ruleset, RULE_PATH_BENEATH, rule, 0)
    finally:
        os.close(descriptor)


def allow_ports(ruleset: int, right: int, ports: Iterable[int]) -> None:
    """Add rules: BIND_TCP or CONNECT_TCP for each of these port numbers."""
    for port in ports:
        rule = struct.pack("=QQ", right, port)
        kernel.syscall(ADD_RULE, ruleset, RULE_NET_PORT, rule, 0)


def restrict_self(ruleset: int) -> None:
    """Enforce the ruleset on this process from here on, and close it. Needs no_new_privs."""
    kernel.syscall(RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)
