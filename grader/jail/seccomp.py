"""The filter on system calls: which of them a run may make, and with which arguments.

seccomp(2) sees the number of a call and its arguments as they are passed: no
path and no address. What it cannot judge is left to `landlock`. A filter is a
little program in classic BPF that the kernel runs at each call.

Sources: docs.kernel.org/userspace-api/seccomp_filter.html; seccomp(2), prctl(2);
linux/filter.h, linux/seccomp.h.
"""

import ctypes
import errno
import functools
import os
import socket
import struct
import sys
from collections.abc import Iterable, Sequence

from . import kernel
from .policy import Sockets, UnixSockets

MACHINE = os.uname().machine if sys.platform == "linux" else ""
PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2  # linux/prctl.h, linux/seccomp.h

# Numbers: asm/unistd_64.h (x86-64) and asm-generic/unistd.h (arm64); "-" is "has none".
# One table for each fate, one line for each call, grouped by reason.

REFUSED = """
    # drive, read or judge another process
    ptrace                101  117
    process_vm_readv      310  270
    process_vm_writev     311  271
    process_madvise       440  440
    process_mrelease      448  448
    pidfd_getfd           438  438
    kcmp                  312  272
    migrate_pages         256  238
    move_pages            279  239
    sched_setscheduler    144  119
    sched_setparam        142  118
    sched_setattr         314  274
    ioprio_set            251   30
    perf_event_open       298  241

    # ways past this filter or past Landlock
    io_uring_setup        425  425
    io_uring_enter        426  426
    io_uring_register     427  427
    open_by_handle_at     304  265
    userfaultfd           323  282
    bpf                   321  280

    # asynchronous input and output, of which the whole machine has so much (aio-max-nr)
    io_setup              206    0
    io_destroy            207    1
    io_submit             209    2
    io_cancel             210    3
    io_getevents          208    4
    io_pgetevents         333  292

    # memory that no limit counts, and what outlives a process or belongs to all of a user's
    memfd_create          319  279
    memfd_secret          447  447
    shmget                 29  194
    shmat                  30  196
    shmctl                 31  195
    semget                 64  190
    semctl                 66  191
    semop                  65  193
    semtimedop            220  192
    msgget                 68  186
    msgctl                 71  187
    msgsnd                 69  189
    msgrcv                 70  188
    mq_open               240  180
    mq_unlink             241  181
    add_key               248  217
    request_key           249  218
    keyctl                250  219

    # other views of the system
    unshare               272   97
    setns                 308  268
    mount                 165   40
    umount2               166   39
    pivot_root            155   41
    chroot                161   51
    fsopen                430  430
    fsconfig              431  431
    fsmount               432  432
    fspick                433  433
    move_mount            429  429
    open_tree             428  428
    open_tree_attr        467  467
    mount_setattr         442  442

    # what a file is: Landlock does not look, and a file need not even be opened
    chown                  92    -
    fchown                 93   55
    lchown                 94    -
    fchownat              260   54
    setxattr              188    5
    lsetxattr             189    6
    fsetxattr             190    7
    setxattrat            463  463
    removexattr           197   14
    lremovexattr          198   15
    fremovexattr          199   16
    removexattrat         466  466
    file_setattr          469  469
    quotactl              179   60
    quotactl_fd           443  443

    # watch what others do
    inotify_init          253    -
    inotify_init1         294   26
    fanotify_init         300  262
    syslog                103  116
"""

# Modes and times of files belong to the group above: outside of its folder a program
# could make a file unreadable, and a filter cannot see which file is meant. But
# honest code calls these on its own files (shutil.copy, pathlib.touch, zipfile) and
# would stop with PermissionError. So the call does nothing and says that it worked.
PRETENDED = """
    # They would write, and wait for, what others have changed.
    sync                  162   81
    syncfs                306  267

    chmod                  90    -
    fchmod                 91   52
    fchmodat              268   53
    fchmodat2             452  452
    utime                 132    -
    utimes                235    -
    futimesat             261    -
    utimensat             280   88
"""

# By their arguments: see _common_rules and _own_rules.
LOOKED_AT = """
    socket                 41  198
    socketpair             53  199
    connect                42  203
    sendto                 44  206
    sendmsg                46  211
    sendmmsg              307  269
    clone                  56  220
    clone3                435  435
    prlimit64             302  261
    sched_setaffinity     203  122
    setpriority           141  140
    fcntl                  72   25
    fallocate             285   47
    setsockopt             54  208
    ioctl                  16   29
    open                    2    -
    openat                257   56
    openat2               437  437
    truncate               76   45
    kill                   62  129
    tkill                 200  130
    tgkill                234  131
    rt_sigqueueinfo       129  138
    rt_tgsigqueueinfo     297  240
    pidfd_open            434  434
"""

NEWEST_KNOWN = 469  # file_setattr, Linux 6.17: what came after is "not there" to a program

MACHINES = ("x86_64", "aarch64")
AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # linux/audit.h


@functools.cache
def numbers(table: str, machine: str) -> dict[str, int]:
    """Read {name: number} of the calls in a table that this machine has."""
    column = 1 + MACHINES.index(machine)
    rows = (line.split() for line in table.splitlines())
    rows = (row for row in rows if row and row[0] != "#")
    return {row[0]: int(row[column]) for row in rows if row[column] != "-"}


Line = tuple[int, int, int, int]  # classic BPF: code, jump if true, jump if false, constant

# Codes: linux/bpf_common.h
LOAD, AND, RETURN = 0x20, 0x54, 0x06
IF_EQUAL, IF_GREATER, IF_AT_LEAST, IF_ANY_BIT = 0x15, 0x25, 0x35, 0x45
ALLOW, KILL = (RETURN, 0, 0, 0x7FFF0000), (RETURN, 0, 0, 0x80000000)
NUMBER_AT, ARCH_AT = 0, 4  # struct seccomp_data


def _fail(number: int) -> Line:
    return (RETURN, 0, 0, 0x00050000 | number)  # SECCOMP_RET_ERRNO


def _argument(index: int) -> Line:
    """Make the line that loads the low half of an argument: of an int that is all."""
    return (LOAD, 0, 0, 16 + 8 * index)


# The lines that each of these makes end with the error `number`, or go on to the next line.


def _refuse_unless_in(
    index: int, values: Sequence[int], number: int, mask: int = 0xFFFFFFFF
) -> list[Line]:
    tests = [(IF_EQUAL, len(values) - i, 0, value) for i, value in enumerate(values)]
    return [_argument(index), (AND, 0, 0, mask), *tests, _fail(number)]


def _refuse_if_in(
    index: int, values: Iterable[int], number: int, mask: int = 0xFFFFFFFF
) -> list[Line]:
    tests = [line for value in values for line in ((IF_EQUAL, 0, 1, value), _fail(number))]
    return [_argument(index), (AND, 0, 0, mask), *tests]


def _refuse_if_any(index: int, bits: int, number: int) -> list[Line]:
    return [_argument(index), (IF_ANY_BIT, 0, 1, bits), _fail(number)]


def _refuse_option(level: int, options: Sequence[int]) -> list[Line]:
    """Refuse these options of one level, the second and third argument of setsockopt(2)."""
    refusals = _refuse_if_in(2, options, errno.EPERM)
    return [_argument(1), (IF_EQUAL, 0, len(refusals), level), *refusals]


def _when(number: int, *parts: Iterable[Line]) -> list[Line]:
    """Make the lines that apply these parts to one system call; if it passes all, it is allowed."""
    body = [line for part in parts for line in part] + [ALLOW]
    return [(IF_EQUAL, 0, len(body), number), *body]


SIGNALLING = ("kill", "tkill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_open")
NEW_NAMESPACES = 0x7E020000  # CLONE_NEW*, linux/sched.h
CLONE_PARENT = 0x00008000  # it would make a child of the supervisor, and not of the program
MSG_FASTOPEN = 0x20000000  # connects without Landlock's knowledge
# Commands of fcntl(2): descriptors and their flags, locks, and what only tells. Not those that
# name an owner or a signal (the grader, SIGKILL), take a lease on a file or watch a folder that
# others read (whoever opens it would wait), or take more of the memory for pipes, which all
# programs of a user share.
FCNTL = (
    *(0, 1, 2, 3, 4, 1030),  # F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC
    *(5, 6, 7, 36, 37, 38),  # F_GETLK, F_SETLK, F_SETLKW, and those of open file descriptions
    *(9, 11, 16, 1025, 1027, 1032, 1034),  # F_GETOWN, _SIG, _OWN_EX, _LEASE, F_DUPFD_QUERY, …
)
# Levels and options of setsockopt(2): memberships in groups, which take the kernel seconds to end
# when there are thousands (RFC 1112, 3493 and 3678), and TCP_LINGER2, by which connections that
# nobody has any more are counted against all programs of the machine.
BAD_OPTIONS = (
    (socket.IPPROTO_IP, (35, 39, 42, 46)),  # IP_ADD_MEMBERSHIP, …_SOURCE_MEMBERSHIP, MCAST_JOIN_*
    (socket.IPPROTO_IPV6, (20, 27, 42, 46)),  # IPV6_JOIN_GROUP, IPV6_JOIN_ANYCAST, MCAST_JOIN_*
    (socket.IPPROTO_TCP, (8,)),
)
BAD_IOCTLS = (
    0x5412,
    0x541C,  # TIOCSTI, TIOCLINUX: type into somebody's terminal
    0x8901,
    0x8902,  # FIOSETOWN, SIOCSPGRP: they do what F_SETOWN does
    0x40086602,
    0x401C5820,  # FS_IOC_SETFLAGS, FS_IOC_FSSETXATTR: attributes of a file
    0x40806685,
    0x800C6613,  # FS_IOC_ENABLE_VERITY, FS_IOC_SET_ENCRYPTION_POLICY
)


@functools.cache
def common_rules(machine: str = MACHINE) -> bytes:
    """Pack the part of the filter that is the same for every run."""
    refused = numbers(REFUSED, machine).values()
    pretended = numbers(PRETENDED, machine).values()
    looked_at = numbers(LOOKED_AT, machine)
    program = [(IF_AT_LEAST, 0, 1, NEWEST_KNOWN + 1), _fail(errno.ENOSYS)]  # also all of x32
    for number in refused:
        program += [(IF_EQUAL, 0, 1, number), _fail(errno.EPERM)]
    for number in pretended:
        program += [(IF_EQUAL, 0, 1, number), _fail(0)]
    for name, *parts in (
        ("clone", _refuse_if_any(0, NEW_NAMESPACES | CLONE_PARENT, errno.EPERM)),
        # its flags lie in memory, where a filter cannot look; libc goes back to clone
        ("clone3", [_fail(errno.ENOSYS)]),
        # on the caller only: by pid these could starve, slow or kill the grader
        ("prlimit64", _refuse_unless_in(0, (0,), errno.EPERM)),
        ("sched_setaffinity", _refuse_unless_in(0, (0,), errno.EPERM)),
        (
            "setpriority",
            _refuse_unless_in(0, (0,), errno.EPERM),
            _refuse_unless_in(1, (0,), errno.EPERM),
        ),
        ("fcntl", _refuse_unless_in(1, FCNTL, errno.EPERM)),
        # what the kernel keeps for all programs, and lets go one by one
        ("setsockopt", [line for option in BAD_OPTIONS for line in _refuse_option(*option)]),
        # room on the disk for nothing; libc then writes zeros instead, which takes its time
        ("fallocate", [_fail(errno.EOPNOTSUPP)]),
        ("ioctl", _refuse_if_in(1, BAD_IOCTLS, errno.EPERM)),
        ("sendto", _refuse_if_any(3, MSG_FASTOPEN, errno.EOPNOTSUPP)),
        ("sendmmsg", _refuse_if_any(3, MSG_FASTOPEN, errno.EOPNOTSUPP)),
        ("sendmsg", _refuse_if_any(2, MSG_FASTOPEN, errno.EOPNOTSUPP)),
        # Stream pairs only: one end of a datagram pair can send to any path.
        (
            "socketpair",
            _refuse_unless_in(0, (socket.AF_UNIX,), errno.EACCES),
            _refuse_unless_in(1, (socket.SOCK_STREAM, socket.SOCK_SEQPACKET), errno.EACCES, 0xF),
        ),
    ):
        program += _when(looked_at[name], *parts)
    return _packed(program)


def _own_rules(
    sockets: Sockets,
    unix: UnixSockets,
    guard_truncation: bool,
    hide_before: int | None,
    machine: str,
) -> bytes:
    """Pack the part that depends on the run, or on what this kernel's Landlock lacks."""
    program: list[Line] = []
    looked_at = numbers(LOOKED_AT, machine)
    if unix == "serve":
        # A server has nobody to call. A client could call any path: docker's, say.
        program += _when(looked_at["connect"], [_fail(errno.EACCES)])
    if guard_truncation:
        program += _truncation_rules(looked_at)
    if hide_before is not None:
        for name in SIGNALLING:
            program += _when(looked_at[name], _refuse_older_than(hide_before))
    return socket_rules(sockets, bool(unix), machine) + _packed(program)


@functools.cache
def socket_rules(sockets: Sockets, unix: bool, machine: str = MACHINE) -> bytes:
    """Pack the rules about new sockets: domain, type (its low bits) and protocol.

    The protocol matters: Landlock does not see an MPTCP socket's ports.
    """
    families: list[int] = [socket.AF_UNIX] if unix else []
    if sockets != "none":
        families += [socket.AF_INET, socket.AF_INET6]
    types: list[int] = [socket.SOCK_STREAM]
    if sockets == "udp":
        types.append(socket.SOCK_DGRAM)
    protocols = (0, socket.IPPROTO_TCP, socket.IPPROTO_UDP)
    return _packed(
        _when(
            numbers(LOOKED_AT, machine)["socket"],
            _refuse_unless_in(0, families, errno.EACCES),
            _refuse_unless_in(1, types, errno.EACCES, 0xF),
            _refuse_unless_in(2, protocols, errno.EACCES),
        )
    )


def _truncation_rules(looked_at: dict[str, int]) -> list[Line]:
    """Keep files from being emptied, which before ABI 3 of Landlock the right to read allowed."""
    ways = os.O_TRUNC | os.O_ACCMODE
    empties = (os.O_TRUNC | os.O_RDONLY, os.O_TRUNC | os.O_ACCMODE)
    program = _when(looked_at["truncate"], [_fail(errno.EPERM)])
    program += _when(looked_at["openat2"], [_fail(errno.ENOSYS)])  # flags in memory
    program += _when(looked_at["openat"], _refuse_if_in(2, empties, errno.EPERM, ways))
    if "open" in looked_at:
        program += _when(looked_at["open"], _refuse_if_in(1, empties, errno.EPERM, ways))
    return program


def _refuse_older_than(pid: int) -> list[Line]:
    """Refuse signals to what ran before the run: a stand-in for Landlock's scopes.

    Pids grow. The grader and its like have smaller ones than the run; its own
    descendants have larger ones (until the numbers start again). Groups are negative
    numbers; read as unsigned, the largest is that of kill(-1).
    """
    return [
        _argument(0),
        (IF_EQUAL, 3, 0, 0),  # its own group
        (IF_AT_LEAST, 0, 1, pid),
        (IF_GREATER, 0, 1, 2**32 - pid),
        _fail(errno.EPERM),
    ]


def _packed(program: Iterable[Line]) -> bytes:
    return b"".join(struct.pack("=HBBI", *line) for line in program)


@functools.cache
def build(
    sockets: Sockets,
    unix: UnixSockets,
    *,
    guard_truncation: bool = False,
    hide_before: int | None = None,
    machine: str = MACHINE,
) -> bytes:
    """Build the whole filter for one run, packed for `install`.

    `sockets` and `unix` are those of the run's policy. `guard_truncation` keeps files from
    being emptied where this kernel's Landlock cannot. With `hide_before` no process with a
    smaller pid may be signalled.
    """
    start = [
        (LOAD, 0, 0, ARCH_AT),
        (IF_EQUAL, 1, 0, AUDIT_ARCH[machine]),
        KILL,  # calls of another architecture have other numbers
        (LOAD, 0, 0, NUMBER_AT),
    ]
    own = _own_rules(sockets, unix, guard_truncation, hide_before, machine)
    return _packed(start) + own + common_rules(machine) + _packed([ALLOW])


def install(program: bytes) -> None:
    """Enforce the filter on this process from here on. Needs no_new_privs. Raises OSError."""
    lines = ctypes.create_string_buffer(program, len(program))
    description = struct.pack("@HP", len(program) // 8, ctypes.addressof(lines))
    address = ctypes.create_string_buffer(description, len(description))
    kernel.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.addressof(address))
