"""Confines a run of a learner's program, so that it can spoil only its own score.

The freshly forked process gives up, for good and before the first line of the
program runs, whatever a network exercise does not need. Nothing here looks at
what the program does; the kernel refuses. Three processes use this module:

    zygote       protect_self()       no program can read its memory
    supervisor   spare_uid()          where the grader is root: another user for each program
    the run      confine(policy, …)   then the learner's code

A policy comes in, and each of the modules below gets the part that is its own. None of
them imports one that stands to the right of it here:

    kernel, proc, policy, messages → landlock, seccomp, credentials → readable, limits → reaper
    → layers → sandbox → supervisor → zygote

No layer is enough alone. Landlock knows paths, TCP ports and whose signals
reach whom, but not file modes, datagrams, Unix sockets, MPTCP or prlimit(2);
seccomp knows every system call and its numbers, but no path and no address;
limits and a uid bound what is left. `layers` finds out which of them work here,
and `reaper` ends what a run leaves behind.

What stays open: a program may stat() any path; its datagrams (a task that has
them) and its TCP connections to an allowed port number may go to any address;
a Unix client may, before Linux 7.1 (Landlock ABI 9), connect to any path that its
user may (a server that only serves may not: Policy.unix); memory and disk are
bounded for a process and a file, not for a run.

Ports stay open, too, as far as a run without a network of its own can take them. A
program with datagrams may bind any UDP port, and so keep it from others, but not more
than a third of those that graders search (Policy, `peers.ports`); four of them on one
machine at once leave none. Where the layer PROCESSES is missing, one can be enough. And
a program that may bind port 0 can take many of the kernel's own choice, which are never
those that graders search.

What honest programs lose: pseudo-terminals, /proc and psutil, programs other than
this Python, links and pipes with names, and all that lies in /dev/shm, which the
runs would share (for multiprocessing's locks there are `program.semaphores`). A change
of a file's mode or times says that it worked and changes nothing (see PRETENDED in
`seccomp`).
"""

import os
import signal
import typing
from collections.abc import Set

from . import credentials, kernel, landlock, limits, readable, seccomp
from .layers import REMEDIES, Layer, Probe, probe
from .policy import Policy, Sockets


def protect_self() -> Probe:
    """Keep other processes of this user from reading the zygote's memory and descriptors.

    It also finds out, once, what all runs will share, and returns that `layers.Probe`. Call
    it while there is a single thread.
    """
    if kernel.LINUX:
        kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
        limits.use_little_address_space()
    found = probe()
    if Layer.SYSCALLS in found.works:
        seccomp.common_rules()
        for sockets in typing.get_args(Sockets):
            seccomp.socket_rules(sockets, False)
    return found


def spare_uid() -> int | None:
    """Find a uid that nobody uses now, for all runs of one supervisor (see `confine`).

    None where a run cannot have one (see Layer.OWN_UID). Raises OSError if all
    of them are in use.
    """
    return credentials.unused_uid() if Layer.OWN_UID in probe().works else None


def confine(
    policy: Policy, scratch: str, uid: int | None = None, without: Set[Layer] = frozenset()
) -> None:
    """Give up all but `policy`: called in the forked child, just before the learner's code.

    `scratch` is the run's own folder, which it may read and write. `uid` is a uid of the
    run's own, which gets that folder (see `spare_uid`).

    Every layer that works here is enforced, but for those in `without`, by which a test
    shows what each of them is for. With Layer.FILES nothing of the grader can be read or
    imported afterwards.

    Raises OSError if a layer that works here fails now, FileNotFoundError if there is no
    scratch folder, and ValueError for a `uid` where there can be none; the program must
    then not run.
    """
    found = probe()
    active = found.works - without
    if uid is not None and Layer.OWN_UID not in found.works:
        raise ValueError(f"no uid of its own for a run: {REMEDIES[Layer.OWN_UID]}")
    if Layer.OWN_UID not in active:
        uid = None
    ruleset = _ruleset(policy, scratch, active)  # made while the process may still open everything
    if kernel.LINUX:
        limits.prefer_for_oom()
    if Layer.LIMITS in active:
        limits.bound_resources(
            memory=policy.memory,
            cpu_seconds=policy.cpu_seconds,
            file_bytes=policy.file_bytes,
            open_files=policy.open_files,
        )
    if Layer.PROCESSES in active:
        limits.bound_processes(policy.processes, uid, found.counts_in_namespace)
    if uid is not None:
        credentials.give_away(scratch, uid)
        credentials.become(uid, found.reads_by_capability)
    elif Layer.CAPABILITIES in active:
        credentials.drop_capabilities()
    if kernel.LINUX:
        # After the change of uid, which would undo it: the supervisor's end is the run's.
        kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
        # sudo and its like give no rights any more
        kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    if ruleset is not None:
        landlock.restrict_self(ruleset)
    if Layer.SYSCALLS in active:
        seccomp.install(_filter(policy, active))


def _ruleset(policy: Policy, scratch: str, active: Set[Layer]) -> int | None:
    """Make a Landlock ruleset with this policy's rules, or None where no layer needs one."""
    files, ports, signals = (layer in active for layer in (Layer.FILES, Layer.PORTS, Layer.SIGNALS))
    if not (files or ports or signals):
        return None
    scopes = landlock.SCOPES if signals else 0
    ruleset = landlock.create_ruleset(files=files, ports=ports, scopes=scopes)
    if files:
        readable.allow(ruleset)
        sockets = landlock.UNIX_SOCKETS if policy.unix else 0
        landlock.allow_path(ruleset, scratch, landlock.OWN | sockets)
    if ports:
        landlock.allow_ports(ruleset, landlock.BIND_TCP, policy.bind)
        landlock.allow_ports(ruleset, landlock.CONNECT_TCP, policy.connect)
    return ruleset


def _filter(policy: Policy, active: Set[Layer], machine: str = seccomp.MACHINE) -> bytes:
    """Build the filter for this policy; it stands in for what this kernel's Landlock lacks."""
    abi = landlock.abi()
    no_scopes = Layer.SIGNALS not in active and abi < landlock.SCOPES_SINCE
    return seccomp.build(
        policy.sockets,
        policy.unix,
        guard_truncation=Layer.FILES in active and abi < landlock.TRUNCATE_SINCE,
        hide_before=os.getpid() if no_scopes else None,
        machine=machine,
    )
