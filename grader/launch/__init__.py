"""Starts learners' programs: as forks of a warm zygote, or as plain subprocesses.

`launcher()` chooses what this machine can do. Both ways give the same
`Supervisor` and the same `Program`, so nothing outside this folder knows which
one is at work; only the report says it.
"""

import os
import signal
import socket
import sys

from grader.launch.errors import LaunchError
from grader.launch.program import Launcher, Program

__all__ = ["LaunchError", "Launcher", "Program", "launcher"]

NEEDED_FOR_FORKS = (
    (os, "fork"),
    (os, "pidfd_open"),
    (socket, "send_fds"),
    (socket, "AF_UNIX"),
    (signal, "valid_signals"),
)


def launcher(web: bool = True) -> Launcher:
    """Make the launcher that fits this machine; `web` if HTTP tasks are among the programs.

    There is a zygote only on Linux: macOS's frameworks do not survive a fork without
    exec, and Windows has none. Raises LaunchError if the zygote cannot be started.
    """
    if sys.platform == "linux" and all(hasattr(*need) for need in NEEDED_FOR_FORKS):
        try:
            import fcntl  # noqa: F401  the supervisor needs it
        except ImportError:
            pass
        else:
            from grader.launch.forked import ForkLauncher

            return ForkLauncher(web)
    from grader.launch.plain import PlainLauncher

    return PlainLauncher()
