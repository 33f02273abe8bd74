"""Runs as Python starts, where PYTHONPATH names this folder: the grader meets Windows.

Python's own library and all packages still have the system that there is. The grader's modules
find in `os`, `signal` and the others what there is on Windows, `sys.platform` is "win32" there,
and `select` waits for sockets only. (`mypy --platform win32` looks at the same without running
anything; what only a call finds out, it cannot know.)
"""

import builtins
import errno
import os
import select
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from types import ModuleType
from typing import Any

ABSENT_MODULES = {"fcntl", "grp", "pty", "pwd", "resource", "termios", "tty"}
# What docs.python.org calls "Availability: Unix", as far as a grader might want it
ABSENT = {
    "os": """
        chroot confstr fchmod fchown fork forkpty get_blocking getegid geteuid getgid getgroups
        getloadavg getpgid getpgrp getpriority getsid getuid killpg lchown lockf major makedev
        memfd_create minor mkfifo mknod nice O_CLOEXEC O_DIRECTORY O_NOCTTY O_NOFOLLOW O_NONBLOCK
        O_PATH openpty pidfd_open pipe2 posix_fallocate posix_spawn posix_spawnp pread preadv
        pwrite readv sched_getaffinity sched_setaffinity sched_yield sendfile set_blocking setgid
        setgroups setpgid setpriority setresgid setresuid setsid setuid statvfs sync sysconf
        tcgetpgrp tcsetpgrp ttyname uname unshare wait wait3 wait4 waitid WEXITSTATUS WIFEXITED
        WIFSIGNALED WNOHANG writev WTERMSIG
    """,
    "signal": """
        alarm getitimer ITIMER_REAL pause pidfd_send_signal pthread_kill pthread_sigmask setitimer
        SIG_BLOCK SIG_SETMASK SIG_UNBLOCK SIGALRM SIGBUS SIGCHLD SIGCONT SIGHUP siginterrupt
        SIGKILL SIGPIPE SIGQUIT SIGRTMAX SIGRTMIN SIGSTOP sigpending sigtimedwait SIGTSTP SIGTTIN
        SIGTTOU SIGUSR1 SIGUSR2 sigwait sigwaitinfo SIGWINCH SIGXCPU
    """,
    "socket": """
        AF_NETLINK AF_UNIX CMSG_LEN CMSG_SPACE IP_RECVERR MSG_DONTWAIT MSG_ERRQUEUE MSG_NOSIGNAL
        recv_fds SCM_RIGHTS send_fds SO_PEERCRED SO_REUSEPORT SOCK_CLOEXEC SOCK_NONBLOCK
        TCP_CORK TCP_INFO TCP_MAXSEG TCP_QUICKACK TCP_USER_TIMEOUT
    """,
    "select": "epoll kqueue poll POLLERR POLLHUP POLLIN POLLOUT POLLRDHUP",
    "faulthandler": "register unregister",
}


def waits_for_sockets(*lists: Any) -> Any:
    """Wait as select() of Windows does, which knows sockets only."""
    for each in (each for some in lists[:3] for each in some):
        number = each if isinstance(each, int) else each.fileno()
        if not stat.S_ISSOCK(os.fstat(number).st_mode):
            raise OSError(errno.ENOTSOCK, "select() takes sockets only")
    if not any(lists[:3]):
        raise OSError(errno.EINVAL, "select() takes one socket at least")
    return select.select(*lists)


class Socket(socket.socket):
    """A socket of TCP that waits for no connection that is over, as on Windows (TIME_WAIT).

    One that only holds its address shares it with nobody.
    """

    def bind(self, address: Any) -> None:
        """Give it an address."""
        try:
            super().bind(address)
        except OSError:
            if self.type != socket.SOCK_STREAM:
                raise
            self.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            super().bind(address)

    def listen(self, *backlog: int) -> None:
        """Let it listen; its connections are in nobody's way afterwards."""
        self.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        super().listen(*backlog)


class Popen(subprocess.Popen[Any]):
    """Starts a process as Windows does: no descriptors go along, and nothing runs before it."""

    def __init__(
        self, command: str | Sequence[str], *, pass_fds: Iterable[int] = (), **how: Any
    ) -> None:
        if tuple(pass_fds) or how.get("preexec_fn"):
            raise ValueError("pass_fds and preexec_fn are not supported on Windows")
        super().__init__(command, **how)


def kill(pid: int, number: int) -> None:
    """End a process: whatever the signal is, but for Ctrl-C, it has no other effect."""
    os.kill(pid, number if number == signal.SIGINT else signal.SIGKILL)


OTHERS: Mapping[str, Mapping[str, object]] = {
    "os": {"kill": kill},  # its name stays: structures of sockets are made by it
    "sys": {"platform": "win32"},
    "select": {"select": waits_for_sockets},
    "socket": {"socket": Socket},
    "subprocess": {"Popen": Popen},
}


class AsOnWindows(ModuleType):
    """A module as Windows has it."""

    _module: ModuleType
    _absent: frozenset[str]
    _others: Mapping[str, object]

    def __init__(self, module: ModuleType) -> None:
        super().__init__(module.__name__)
        absent = frozenset(ABSENT.get(module.__name__, "").split())
        vars(self).update(_module=module, _absent=absent, _others=OTHERS.get(module.__name__, {}))

    def __getattr__(self, name: str) -> object:
        if name in self._absent:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}", name=name)
        return self._others[name] if name in self._others else getattr(self._module, name)

    def __setattr__(self, name: str, value: object) -> None:
        setattr(self._module, name, value)

    def __dir__(self) -> list[str]:
        return sorted({*dir(self._module)} - self._absent)


MODULES = {
    module.__name__: AsOnWindows(module)
    for module in (os, select, signal, socket, subprocess, sys, __import__("faulthandler"))
}
import_of_python = builtins.__import__


def imports(
    name: str, globals: Mapping[str, object] | None = None, *others: Any, **named: Any
) -> ModuleType:
    """Import a module as `__import__` does; for the grader, as Windows has it."""
    is_ours = f"{os.sep}grader{os.sep}" in str((globals or {}).get("__file__"))
    if is_ours and name in ABSENT_MODULES:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    found = import_of_python(name, globals, *others, **named)
    return MODULES.get(name, found) if is_ours else found


builtins.__import__ = imports
