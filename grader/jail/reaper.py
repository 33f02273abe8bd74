"""Ends and reaps all that a run leaves behind, and nobody else.

A process cannot be followed by its parent or its group: it forks twice, makes a
session of its own, and is an orphan of init. So the supervisor is a *subreaper*,
which inherits all orphans among its descendants, and enters a Landlock *domain*
that no signal leaves. There kill(-1) reaches exactly its descendants, in one
step of the kernel. Where a domain cannot be proven, the family tree is killed one
by one, with more rounds and the same end.

Sources: kill(2), wait(2), prctl(2), pidfd_open(2), proc(5); landlock(7).
"""

import os
import signal
import time
from collections.abc import Container

from . import credentials, kernel, landlock, proc

_proven_in: int | None = None  # the pid of the process whose kill(-1) stays inside its own domain
LONGEST_ENDING = 30.0  # seconds; a killed process takes some milliseconds, or what it had held more


def enter_own_domain() -> bool:
    """Put the supervisor into a domain of its own; tell if `end_everything` may use kill(-1).

    This process becomes the parent of all orphans among its descendants, and with them is
    in a Landlock domain that no signal leaves. There kill(-1) reaches the descendants and
    nobody else. True only where that was seen: the parent could be signalled before and
    cannot be after, so Landlock, not a difference of uid, is what refuses. It holds for root
    as well, because security modules are asked whatever the capabilities are.
    """
    global _proven_in
    if not kernel.LINUX:
        return False
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # ignored, it would hide who was left over
    kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
    # once here, so that it costs the runs nothing
    credentials.drop_bounding_set(but=credentials.CAP_DAC_READ_SEARCH)
    if landlock.abi() < landlock.SCOPES_SINCE:
        return False
    parent = os.getppid()
    could = may_signal(parent)
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    _keep_signals_inside()
    # The same parent has lived all the time, so that its pid is nobody else's by now.
    if could and not may_signal(parent) and os.getppid() == parent:
        _proven_in = os.getpid()
    return _proven_in == os.getpid()


def _keep_signals_inside() -> None:
    landlock.restrict_self(landlock.create_ruleset(scopes=landlock.SCOPE_SIGNAL))


def may_signal(pid: int) -> bool:
    """Tell whether a signal of ours would reach this process."""
    if pid <= 0:  # that is a group, or a parent in another pid namespace
        return False
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def end_everything(killall: bool) -> int:
    """End and reap all descendants of the supervisor; count those that had to be killed.

    `killall` is what `enter_own_domain` returned. The program itself counts if it still
    runs; a status that matters must be taken before. Nobody escapes: kill(-1) is one step
    for the kernel, and a fork that meets it fails. Without `killall`, on older kernels, it
    takes a few rounds.

    Raises RuntimeError if `killall` is not proven for this process, and
    TimeoutError if something outlives SIGKILL for LONGEST_ENDING.
    """
    kill = _kill_domain if killall else _kill_descendants
    if killall:
        _insist_on_the_proof()
    deadline = time.monotonic() + LONGEST_ENDING
    # Blocked, the signal waits to be taken by sigtimedwait: nothing polls or sleeps.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    try:
        _, alone = _reap()  # those that ended by themselves
        left = 0
        while not alone:
            kill()
            killed, alone = _reap()
            left += killed
            if not alone:
                _wait_for_an_end(deadline)
        return left
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _reap() -> tuple[int, bool]:
    """Reap children that have ended; count the killed ones, and tell whether no child is left."""
    killed = 0
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return killed, True
        if pid == 0:
            return killed, False
        killed += os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def _wait_for_an_end(deadline: float) -> None:
    left = deadline - time.monotonic()
    if left < 0:
        raise TimeoutError("a process of the run outlives SIGKILL")
    signal.sigtimedwait({signal.SIGCHLD}, left)


# ---------------------------------------------------------------- in a domain


def _insist_on_the_proof() -> None:
    """Demand that the proof of `enter_own_domain` is this process's own and still holds.

    Outside of a domain, kill(-1) would hit all processes of a user, or of the machine.
    Raises RuntimeError.
    """
    if _proven_in != os.getpid() or may_signal(os.getppid()):
        raise RuntimeError("kill(-1) is not proven to stay among this process's descendants")


def _kill_domain() -> None:
    """Kill every process of this domain but this one."""
    _insist_on_the_proof()
    try:
        os.kill(-1, signal.SIGKILL)
    except ProcessLookupError:
        pass  # nobody is left


# ---------------------------------------------------------------- one by one

LONGEST_STOPPING = 2.0  # seconds; then those that are known are killed, and it begins again
MOST_OF_A_FAMILY = 4096  # processes that are listed quickly; a run has at most 256
STILL = "TtZXD"  # states in proc(5) in which a process that has a signal does not go on


def _kill_descendants() -> None:
    """Kill all of the family tree one by one, where kill(-1) would hit others.

    They are stopped first, and killed then: a killed process makes room for the next one
    of a fork bomb, and a stopped one does not. A fork that is under way ends before its
    process stops, so that their states tell when all are known.
    """
    give_up = time.monotonic() + LONGEST_STOPPING
    family = descendants()
    while time.monotonic() < give_up:
        moving = [pid for pid, state in family.items() if state not in STILL]
        if not moving:
            break
        for pid in moving:
            _signal_one_of(family, pid, signal.SIGSTOP)
        os.sched_yield()
        family = descendants()
    for pid in family:
        _signal_one_of(family, pid, signal.SIGKILL)


def descendants() -> dict[int, str]:
    """Find the state of each descendant of this process by its pid, as far as they hold still.

    Raises RuntimeError where /proc tells of other processes than ours.
    """
    me = _me_in_proc()
    everybody = {pid: proc.state_and_parent(pid) for pid, _ in proc.processes()}
    family: dict[int, str] = {}
    more = {me}
    while more:
        more = {pid for pid, (_, parent) in everybody.items() if parent in more}
        family.update((pid, everybody[pid][0]) for pid in more)
    return family


def family() -> list[int]:
    """List the descendants of this process quickly, as far as they hold still: some thousand.

    It reads of the family alone, however many other processes there are; where the kernel does
    not tell of children, it is what `descendants` finds. Raises RuntimeError as that does.
    """
    try:
        found = proc.children(_me_in_proc())
        for pid in found:  # which grows meanwhile, but not for ever
            if len(found) < MOST_OF_A_FAMILY:
                found.extend(proc.children(pid))
        return found
    except FileNotFoundError:
        return list(descendants())


def _me_in_proc() -> int:
    """Give the pid of this process. Raises RuntimeError where /proc has another one for it."""
    me = os.getpid()
    if os.readlink("/proc/self") != str(me):
        raise RuntimeError("/proc shows another pid namespace: its numbers would be wrong here")
    return me


def _signal_one_of(family: Container[int], pid: int, number: int) -> None:
    """Send a signal to a descendant, never to a stranger who got its pid meanwhile."""
    try:
        same = os.pidfd_open(pid)
    except OSError:
        return
    try:
        _, parent = proc.state_and_parent(pid)
        if parent in family or parent == os.getpid():
            signal.pidfd_send_signal(same, number)
    except OSError:
        pass  # it has ended
    finally:
        os.close(same)
