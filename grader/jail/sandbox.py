"""Confines a run of a learner's program, so that it can spoil only its own score.

The freshly forked process gives up, for good and before the first line of the
program runs, whatever a network exercise does not need. Nothing here looks at
what the program does; the kernel refuses. Three processes use this module:

    zygote       protect_self()       no program can read its memory
    supervisor   spare_uid()          where the grader is root: another user for its programs
                 enter_namespaces()   a network and a view of the files for all of its runs
                 Confinement(…)       what each run will be confined by
    the run      enforce()            then the learner's code

A policy comes in, and each of the modules below gets the part that is its own. None of
them imports one that stands to the right of it here:

    kernel, proc, policy, messages → landlock, seccomp, credentials → readable, limits
    → namespaces, reaper → layers → sandbox → supervisor → zygote

No layer is enough alone. A network namespace knows who can be reached, and a view of the
files what there is; Landlock knows paths, TCP ports and whose signals reach whom, but not
file modes, datagrams, Unix sockets, MPTCP or prlimit(2); seccomp knows every system call
and its numbers, but no path and no address; limits and a uid bound what is left. `layers`
finds out which of them work here, and `reaper` ends what a run leaves behind.

In a network of its own a program may use any port, any address and any kind of IP socket:
nobody else is there. Elsewhere its ports are those of its policy, and more stays open:

    without the network   its datagrams (a task that has them) and its TCP connections to an
                          allowed port number may go to any address. It may bind UDP ports
                          and so keep them from others, but no more than a third of those that
                          graders search (`policy`, `peers.ports`)
    without the view      it may stat() any path, and fill the disk with files that it has
                          removed and holds open (`watch` sees all others); a Unix client may,
                          before Linux 7.1 (Landlock ABI 9), connect to any path that its user
                          may (a server that only serves may not: Policy.unix)

What stays open everywhere: two programs may tell each other something by flock() on a file
that both may read, and by what lies in the page cache; a program may run native code
(ctypes), which is bound by the same layers; memory is bounded for a process, not for a run.

What honest programs lose: pseudo-terminals, most of /proc and psutil, programs other than
this Python, links and pipes with names, and all that lies in /dev/shm, which the
runs would share (for multiprocessing's locks there are `program.semaphores`). A change
of a file's mode or times says that it worked and changes nothing (see PRETENDED in
`seccomp`).
"""

import os
import signal
import typing
from collections.abc import Set
from dataclasses import dataclass

from . import credentials, kernel, landlock, limits, namespaces, readable, seccomp
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
    if Layer.VIEW in found.works:
        readable.links()
    if Layer.SYSCALLS in found.works:
        for sockets in typing.get_args(Sockets):
            _filter(Policy(sockets=sockets), found.works)
    return found


@dataclass(frozen=True)
class Namespaces:
    """What a supervisor has entered, and its runs are in."""

    layers: frozenset[Layer] = frozenset()  # NETWORK, VIEW
    counts_apart: bool = False  # the processes of its user, from all others of that user
    place: str = ""  # where the view is
    room: int | None = None  # a descriptor of the folder for the runs' folders


NO_NAMESPACES = Namespaces()


def enter_namespaces(place: str, without: Set[Layer] = frozenset()) -> Namespaces:
    """Enter what works here, for a supervisor and all of its runs; the view lies at `place`.

    That is an empty folder, which other supervisors may use as well. A later
    `reaper.enter_own_domain` would forbid it. Raises OSError if a layer that works here
    fails now.
    """
    found = probe()
    entered = (found.works & {Layer.NETWORK, Layer.VIEW}) - without
    if found.counts_in_namespace:
        credentials.enter_user_namespace(keeps_capabilities=True)
        kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    room = namespaces.enter_view(place) if Layer.VIEW in entered else None
    if Layer.NETWORK in entered:
        namespaces.enter_network()
    return Namespaces(entered, found.counts_in_namespace, place, room)


def spare_uid() -> int | None:
    """Find a uid that nobody uses now, for all runs of one supervisor (see `Confinement`).

    It is this process's alone while that lives. Call it before `enter_namespaces`: in a network of
    its own, nobody would hear of it. None where a run cannot have one (see Layer.OWN_UID).
    Raises OSError if all of them are in use.
    """
    return credentials.unused_uid() if Layer.OWN_UID in probe().works else None


class Confinement:
    """Keeps one run to its policy: made by its supervisor, enforced in the forked child.

    What can be made before the fork is made here: the child would have to copy the memory first
    in which it is made. `scratch` is the run's own folder, which it may read and write, by
    its path in the run's view of the files. `uid` is a uid of the run's own, which gets that
    folder (see `spare_uid`). `own` are the namespaces that its supervisor has entered, and
    `rulesets` makes those of all its runs.

    Every layer that works here is enforced, but for those in `without`, by which a test
    shows what each of them is for.

    Raises OSError if a layer that works here fails now, FileNotFoundError if there is no
    scratch folder, and ValueError for a `uid` where there can be none.
    """

    def __init__(
        self,
        policy: Policy,
        scratch: str,
        uid: int | None = None,
        own: Namespaces = NO_NAMESPACES,
        rulesets: "Rulesets | None" = None,
        without: Set[Layer] = frozenset(),
    ) -> None:
        found = probe()
        active = self._active = (found.works - {Layer.NETWORK, Layer.VIEW} | own.layers) - without
        if uid is not None and Layer.OWN_UID not in found.works:
            raise ValueError(f"no uid of its own for a run: {REMEDIES[Layer.OWN_UID]}")
        self._uid = uid if Layer.OWN_UID in active else None
        self._reads_by_capability, self._place = found.reads_by_capability, own.place
        self.policy = policy if Layer.NETWORK in active else policy.among_others()
        folder = own.place + scratch if Layer.VIEW in active else scratch
        if Layer.LIMITS in active:
            limits.tell_interpreters()
        self._others = _others(self._uid, own) if Layer.PROCESSES in active else 0
        self._filter: bytes | None = None  # also where the run's own pid is in it
        if Layer.SYSCALLS in active and not _guards_by_pid(active):
            self._filter = _filter(self.policy, active)
        # A descriptor, of which whoever forks the run takes care; None where no layer needs one
        self.ruleset = (rulesets or Rulesets()).make(self.policy, folder, active)
        if self._uid is not None:
            credentials.give_away(folder, self._uid)

    def enforce(self) -> None:
        """Give up all but what the policy allows: called just before the learner's code.

        With Layer.FILES nothing of the grader can be read or imported afterwards. Raises OSError
        if a layer that works here fails now; the program must then not run.
        """
        active, policy = self._active, self.policy
        if kernel.LINUX:
            limits.prefer_for_oom()
        if Layer.PROCESSES in active:
            limits.bound_processes(policy.processes, self._others)
        if Layer.VIEW in active:
            namespaces.keep_to_view(self._place)
        if Layer.LIMITS in active:
            limits.bound_resources(
                memory=policy.memory,
                cpu_seconds=policy.cpu_seconds,
                file_bytes=policy.file_bytes,
                open_files=policy.open_files,
            )
        if self._uid is not None:
            credentials.become(self._uid, self._reads_by_capability)
        elif Layer.CAPABILITIES in active:
            credentials.drop_capabilities()
        if kernel.LINUX:
            # After the change of uid, which would undo it: the supervisor's end is the run's.
            kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
            # sudo and its like give no rights any more
            kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
        if self.ruleset is not None:
            landlock.restrict_self(self.ruleset)
        if Layer.SYSCALLS in active:
            seccomp.install(self._filter or _filter(policy, active))


def _others(uid: int | None, own: Namespaces) -> int:
    """Count the tasks of the run's user that the kernel counts with those of the run."""
    if uid is not None:
        return 0
    return 1 if own.counts_apart else limits.tasks_of_this_user()


MOST_RUNS = 64  # that a ruleset serves


class Rulesets:
    """Makes the Landlock rulesets of a supervisor's runs; what all of them may read it notes once.

    A rule is about a folder itself and not about its path. So the ruleset of the last run serves
    the next one as well, with one rule more, as soon as the last one's folder has been removed.
    """

    def __init__(self) -> None:
        self._kept: int | None = None  # a descriptor
        self._folder = ""  # of the last run
        self._runs = 0  # for which there is a rule; each of them holds a folder in memory

    def make(self, policy: Policy, scratch: str, active: Set[Layer]) -> int | None:
        """Make a ruleset with this policy's rules, or None where no layer needs one."""
        files, signals = Layer.FILES in active, Layer.SIGNALS in active
        ports = Layer.PORTS in active and Layer.NETWORK not in active
        if not (files or ports or signals):
            return None
        self._runs += 1
        kept = self._kept
        if kept is None or ports or self._runs > MOST_RUNS or os.path.lexists(self._folder):
            kept, self._runs = self._keep(_shared_ruleset(files, ports, signals)), 1
        ruleset = os.dup(kept)
        if files:
            sockets = landlock.UNIX_SOCKETS if policy.unix else 0
            landlock.allow_path(ruleset, scratch, landlock.OWN | sockets)
            self._folder = scratch
        if ports:
            landlock.allow_ports(ruleset, landlock.BIND_TCP, policy.bind)
            landlock.allow_ports(ruleset, landlock.CONNECT_TCP, policy.connect)
        return ruleset

    def _keep(self, ruleset: int) -> int:
        if self._kept is not None:
            os.close(self._kept)
        self._kept = ruleset
        return ruleset


def _shared_ruleset(files: bool, ports: bool, signals: bool) -> int:
    """Make a ruleset with the rules that are the same for every run."""
    scopes = landlock.SCOPES if signals else 0
    ruleset = landlock.create_ruleset(files=files, ports=ports, scopes=scopes)
    if files:
        readable.allow(ruleset)
    return ruleset


def _guards_by_pid(active: Set[Layer]) -> bool:
    """Tell whether the filter has to stand in for Landlock's scopes, by the pid of the run."""
    return Layer.SIGNALS not in active and landlock.abi() < landlock.SCOPES_SINCE


def _filter(policy: Policy, active: Set[Layer], machine: str = seccomp.MACHINE) -> bytes:
    """Build the filter for this policy; it stands in for what this kernel's Landlock lacks."""
    sockets, unix = policy.sockets, policy.unix
    if unix and not kernel.can_refuse_descriptors():
        sockets = "none"  # else it might send the grader a socket that takes long to close
    elif Layer.NETWORK in active and sockets != "none":
        # Whatever it sends reaches nobody else. Paths of Unix-domain sockets are files.
        if Layer.VIEW in active:
            sockets, unix = "udp", True
        elif not unix:
            sockets = "udp"
    return seccomp.build(
        sockets,
        unix,
        guard_truncation=Layer.FILES in active and landlock.abi() < landlock.TRUNCATE_SINCE,
        hide_before=os.getpid() if _guards_by_pid(active) else None,
        machine=machine,
    )
