"""What one run of a learner's program may do, as plain data.

A policy is made on the trusted side, where a combination that would be a hole is refused
before anything is started, and travels to the jail as JSON. This file imports nothing of ours,
so that both sides can read it.
"""

from dataclasses import dataclass, replace
from typing import Literal

Sockets = Literal["tcp", "udp", "none"]
UnixSockets = Literal[False, True, "serve"]

# Landlock knows the ports of TCP and not those of UDP: a program that has datagrams can
# take any port, one with each open file of each of its processes. So both are few enough
# that one such run holds 64 × 64 = 4096 ports, and 64 more in messages under way (unix(7):
# ETOOMANYREFS). Graders search 12,768 ports (see `grader.peers.ports`): three of these
# runs at once leave them some hundred. Honest programs are far away from these numbers: a
# thread or a process for each datagram, or a pool with a worker for each of two dozen
# processors, which keeps two files open for each of them.
UDP_PROCESSES, UDP_OPEN_FILES = 64, 64


@dataclass(frozen=True)
class Policy:
    """What one run may do; a port is a number from 0 to 65535.

    `bind`, `connect` and the difference between "tcp" and "udp" protect others, and matter
    only where the run has no network of its own. Raises ValueError for a combination that
    would be a hole.
    """

    bind: tuple[int, ...] = ()  # TCP ports that it may bind; 0 lets the kernel choose
    connect: tuple[int, ...] = ()  # TCP ports that it may connect to
    sockets: Sockets = "tcp"  # or "udp" (datagrams too), or "none" (no network at all)
    unix: UnixSockets = False  # Unix-domain stream sockets; "serve": without connect()
    processes: int = 256  # processes and threads together, as the kernel counts
    memory: int = 1 << 30  # bytes of address space, for each process
    cpu_seconds: int = 20  # for each process
    file_bytes: int = 16 << 20
    open_files: int = 256  # for each process
    # Modules that the learner's own files may not import, with all below them, but for some;
    # they would do the exercise. This protects nobody: it is enforced inside of the run.
    out_of_bounds: tuple[str, ...] = ()
    but_for: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.sockets not in ("tcp", "udp", "none"):
            raise ValueError(f"sockets is {self.sockets!r}, not 'tcp', 'udp' or 'none'")
        if self.unix not in (False, True, "serve"):
            raise ValueError(f"unix is {self.unix!r}, not False, True or 'serve'")
        if self.unix and self.sockets == "udp":
            # a Unix datagram socket would reach the system's log and its like
            raise ValueError("a run may have Unix sockets or datagrams, not both")
        if not all(0 <= port < 1 << 16 for port in (*self.bind, *self.connect)):
            raise ValueError("a port is a number from 0 to 65535")

    def among_others(self) -> "Policy":
        """Give what such a run may do in a network that it shares with others.

        With datagrams it has at most `UDP_PROCESSES` and `UDP_OPEN_FILES` there.
        """
        if self.sockets != "udp":
            return self
        processes = min(self.processes, UDP_PROCESSES)
        return replace(self, processes=processes, open_files=min(self.open_files, UDP_OPEN_FILES))


NO_NETWORK = Policy(sockets="none")
