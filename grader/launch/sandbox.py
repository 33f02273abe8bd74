"""Confines a run of a learner's program, so that it can spoil only its own score.

The freshly forked process gives up, for good and before the first line of the
program runs, whatever a network exercise does not need. Nothing here looks at
what the program does; the kernel refuses. Three processes use this module:

    zygote       protect_self()       no program can read its memory
    supervisor   enter_own_domain()   its descendants, and only they, can be killed at once
                 spare_uid()          where the grader is root: another user for each program
                 end_everything()
    the run      confine(policy)      then the learner's code

No layer is enough alone. Landlock knows paths, TCP ports and whose signals
reach whom, but not file modes, datagrams, Unix sockets, MPTCP or prlimit(2);
seccomp knows every system call and its numbers, but no path and no address;
limits and a uid bound what is left. `probe()` tells which of them work here.

What stays open: a program may stat() any path; its datagrams (a task that has
them) and its TCP connections to an allowed port number may go to any address;
a Unix client may, before Linux 7.1 (Landlock ABI 9), connect to any path that its
user may (a server that only serves may not: Policy.unix); memory and disk are
bounded for a process and a file, not for a run.

What honest programs lose: multiprocessing's Lock, Queue and Pool (they need
/dev/shm, which all runs share), pseudo-terminals, /proc and psutil, programs
other than this Python, links and pipes with names. A change of a file's mode or
times says that it worked and changes nothing (see PRETENDED in `seccomp`).

Sources: docs.kernel.org/userspace-api/landlock.html; landlock(7), prctl(2), kill(2), getrlimit(2), capabilities(7),
user_namespaces(7); linux/landlock.h, linux/filter.h.
"""

import ctypes
import errno
import functools
import glob
import mmap
import os
import signal
import site
import socket
import struct
import sys
import threading
import time
from dataclasses import dataclass, field
from enum import StrEnum

import seccomp

try:
    import resource
except ImportError:  # Windows
    resource = None

LINUX = sys.platform == "linux"
if LINUX:
    _libc = ctypes.CDLL(None, use_errno=True)
    _libc.syscall.restype = ctypes.c_long
    _libc.prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4


# ---------------------------------------------------------------- what may be asked for


@dataclass(frozen=True)
class Policy:
    """What one run may do. Plain data; a port is a number from 0 to 65535.

    Raises ValueError for a combination that would be a hole.
    """

    scratch: str  # its own folder: it reads and writes below it
    bind: tuple = ()  # TCP ports that it may bind; 0 lets the kernel choose
    connect: tuple = ()  # TCP ports that it may connect to
    sockets: str = "tcp"  # or "udp" (datagrams too), or "none" (no network at all)
    unix: bool | str = False  # Unix-domain stream sockets; "serve": without connect()
    uid: int | None = None  # a uid of its own, which gets `scratch`: see spare_uid()
    processes: int = 256  # processes and threads together, as the kernel counts
    memory: int = 1 << 30  # bytes of address space, for each process
    cpu_seconds: int = 20  # for each process
    file_bytes: int = 16 << 20
    open_files: int = 256

    def __post_init__(self):
        if self.sockets not in ("tcp", "udp", "none"):
            raise ValueError(f"sockets is {self.sockets!r}, not 'tcp', 'udp' or 'none'")
        if self.unix not in (False, True, "serve"):
            raise ValueError(f"unix is {self.unix!r}, not False, True or 'serve'")
        if self.unix and self.sockets == "udp":
            # a Unix datagram socket would reach the system's log and its like
            raise ValueError("a run may have Unix sockets or datagrams, not both")
        if self.uid is not None and self.uid <= 0:
            raise ValueError(f"uid {self.uid} is not one of a run's own")


class Layer(StrEnum):
    """What the kernel can be made to enforce; the values are words for reports."""

    FILES = "files"
    PORTS = "tcp ports"
    SIGNALS = "signals"
    SYSCALLS = "syscalls"
    LIMITS = "limits"
    PROCESSES = "process count"
    OWN_UID = "own uid"
    CAPABILITIES = "capabilities dropped"
    LEFTOVERS = "leftovers"


REMEDIES = {
    Layer.FILES: "Landlock: Linux 5.13 or newer, with landlock in the list of the kernel's lsm=",
    Layer.PORTS: "Landlock's TCP rules: Linux 6.7 or newer",
    Layer.SIGNALS: "Landlock's scopes: Linux 6.12 or newer; "
    "until then a program may signal what was started after it",
    Layer.SYSCALLS: "seccomp filters: Linux on x86-64 or arm64, and a container that allows them",
    Layer.LIMITS: "resource limits that the system enforces: Linux",
    Layer.PROCESSES: "as root, a uid for each run; else a limit on processes: Linux",
    Layer.OWN_UID: "root, with the capabilities to change uids and a TMPDIR that every user "
    "may enter, can give each run one of its own",
    Layer.CAPABILITIES: "a kernel that lets a process give up its capabilities: Linux",
    Layer.LEFTOVERS: "Landlock's scopes: Linux 6.12 or newer; "
    "until then leftovers are ended one by one",
}


@dataclass(frozen=True)
class Probe:
    """Which layers work on this machine, found by doing."""

    works: frozenset = frozenset()
    reads_by_capability: bool = False  # a uid of its own could not read this Python without
    counts_in_namespace: bool = False  # each run's processes are counted apart
    missing: dict = field(init=False)  # Layer → what would help

    def __post_init__(self):
        missing = {layer: REMEDIES[layer] for layer in Layer if layer not in self.works}
        object.__setattr__(self, "missing", missing)


# ---------------------------------------------------------------- the three users


def protect_self():
    """For the zygote: no other process of this user reads its memory or its descriptors.

    Also finds out, once, what all the runs that it forks will share. Call it
    while there is a single thread.
    """
    if LINUX:
        _prctl(PR_SET_DUMPABLE, 0)
        _use_little_address_space()
        if Layer.SYSCALLS in probe().works:
            seccomp.common_rules()
            for sockets in ("tcp", "udp", "none"):
                seccomp.socket_rules(sockets, False)


def enter_own_domain():
    """For the supervisor: True where `end_everything` may then kill without looking.

    Makes this process the parent of all orphans among its descendants, and
    puts them into a Landlock domain that no signal leaves. There kill(-1)
    reaches the descendants and nobody else. True only where that was seen: the
    parent could be signalled before and cannot be after, so Landlock, not a
    difference of uid, is what refuses. It holds for root as well, because
    security modules are asked whatever the capabilities are.
    """
    global _proven_in
    if not LINUX:
        return False
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # ignored, it would hide who was left over
    _prctl(PR_SET_CHILD_SUBREAPER, 1)
    _drop_bounding_set(but=CAP_DAC_READ_SEARCH)  # here once, and not in each run
    if _landlock_abi() < 6:
        return False
    parent = os.getppid()
    could = _may_signal(parent)
    _prctl(PR_SET_NO_NEW_PRIVS, 1)
    _restrict_signals_only()
    # An unchanged parent has lived all the time: its pid is nobody else's by now.
    if could and not _may_signal(parent) and os.getppid() == parent:
        _proven_in = os.getpid()
    return _proven_in == os.getpid()


def spare_uid():
    """For the supervisor: a uid that nobody uses now, for `Policy.uid`.

    None where a run cannot have one (see Layer.OWN_UID). Raises OSError if all
    of them are in use.
    """
    if Layer.OWN_UID not in probe().works:
        return None
    used = {uid for _, uid in _processes()}
    # Two supervisors that look at the same time start at different places.
    turn = os.getpid() % len(OWN_UIDS)
    free = [uid for uid in (*OWN_UIDS[turn:], *OWN_UIDS[:turn]) if uid not in used]
    if not free:
        raise OSError(errno.EAGAIN, "every uid for runs is in use")
    return free[0]


def give_away(folder, uid):
    """The folder and all in it to that uid. Raises OSError if that cannot be."""
    os.chown(folder, uid, uid, follow_symlinks=False)
    for above, folders, files in os.walk(folder):
        for name in folders + files:
            os.chown(os.path.join(above, name), uid, uid, follow_symlinks=False)


_proven_in = None  # the pid of the process whose kill(-1) stays inside its own domain
LONGEST_ENDING = 10.0  # seconds; a killed process takes some milliseconds


def end_everything(killall):
    """For the supervisor: end and reap all its descendants; how many were left over.

    `killall` is what `enter_own_domain` returned. The program itself counts
    if it still runs; a status that matters must be taken before. Nobody
    escapes: kill(-1) is one step for the kernel, and a fork that meets it
    fails. The other way, on older kernels, needs a few rounds.

    Raises RuntimeError if `killall` is not proven for this process, and
    TimeoutError if something outlives SIGKILL for ten seconds.
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


def confine(policy, without=frozenset()):
    """For the forked child, just before the learner's code: give up all but `policy`.

    Applies every layer that works here. `without` names layers to leave out:
    a test then shows what each of them is for. Nothing of the grader can be
    read or imported afterwards.

    Raises OSError if a layer that works refuses to, FileNotFoundError if there
    is no scratch folder, and ValueError for a uid of its own where that cannot
    be; the program must then not run.
    """
    found = probe()
    layers = found.works - without
    if policy.uid is not None and Layer.OWN_UID not in found.works:
        raise ValueError(f"no uid of its own for a run: {REMEDIES[Layer.OWN_UID]}")
    uid = policy.uid if Layer.OWN_UID in layers else None
    # Opened while the process may still open everything.
    rules = _landlock_rules(policy, layers) if LINUX else None
    if LINUX:
        _prefer_for_oom()
    if Layer.LIMITS in layers:
        _bound_resources(policy)
    if Layer.PROCESSES in layers:
        _bound_processes(policy.processes, uid, found.counts_in_namespace)
    if uid is not None:
        give_away(policy.scratch, uid)
        _become(uid, found.reads_by_capability)
    elif Layer.CAPABILITIES in layers:
        _drop_capabilities()
    if LINUX:
        # After the change of uid, which would undo it: the supervisor's end is the run's.
        _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        _prctl(PR_SET_NO_NEW_PRIVS, 1)  # sudo and its like give nothing any more
    if rules is not None:
        _syscall(LANDLOCK_RESTRICT_SELF, rules, 0)
        os.close(rules)
    if Layer.SYSCALLS in layers:
        _filter_calls(policy, layers)


# ---------------------------------------------------------------- found by doing


@functools.cache
def probe():
    """Which layers work on this machine.

    Each is tried in a forked child: version numbers and files tell what a
    kernel could do, not what a container or a security module lets us do.
    Call it first while there is a single thread; the answer is kept.
    """
    if not LINUX:
        return Probe()
    _readable()  # shared by the children
    root = os.geteuid() == 0
    reads_freely = root and _in_child(_can_become, False)
    by_capability = root and not reads_freely and _in_child(_can_become, True)
    gives_uids = (reads_freely or by_capability) and _in_child(_gets_to_its_folder, by_capability)
    in_namespace = not root and _in_child(_count_in_namespace)
    works = {layer for layer, trial in TRIALS.items() if _in_child(trial)}
    if gives_uids:
        works.add(Layer.OWN_UID)
    if _in_child(_processes_are_bounded, TRIAL_UID if gives_uids else None, in_namespace):
        works.add(Layer.PROCESSES)
    return Probe(frozenset(works), by_capability, in_namespace)


SECONDS_FOR_A_TRIAL = 10


def _in_child(trial, *arguments):
    """Whether `trial` returns true in a forked child."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(SECONDS_FOR_A_TRIAL)
            if trial(*arguments):
                os.write(write, b"yes")
        finally:
            os._exit(0)  # also past any exception: a trial that raises has failed
    os.close(write)
    with open(read, "rb") as answer:
        worked = answer.read() == b"yes"
    try:
        os.waitpid(pid, 0)
    except ChildProcessError:
        pass  # a caller that ignores SIGCHLD has its children reaped already
    return worked


def _refused(action, *arguments):
    try:
        action(*arguments)
    except PermissionError:
        return True
    except OSError:
        return False
    return False


def _trial_of(*layers):
    """Enforce only these, with any folder as scratch."""
    policy = Policy(os.path.dirname(os.__file__))
    rules = _landlock_rules(policy, layers)
    _prctl(PR_SET_NO_NEW_PRIVS, 1)
    if rules is not None:
        _syscall(LANDLOCK_RESTRICT_SELF, rules, 0)
    if Layer.SYSCALLS in layers:
        _filter_calls(policy, layers)


def _files_are_guarded():
    _trial_of(Layer.FILES)
    with open(os.__file__, "rb"):
        return _refused(os.listdir, "/")


def _ports_are_guarded():
    _trial_of(Layer.PORTS)
    with socket.socket() as client, socket.socket() as server:
        return _refused(client.connect, ("127.0.0.1", 9)) and _refused(
            server.bind, ("127.0.0.1", 0)
        )


def _signals_are_guarded():
    parent = os.getppid()
    could = _may_signal(parent)
    _trial_of(Layer.SIGNALS)
    return could and not _may_signal(parent)


def _syscalls_are_guarded():
    parent = os.getppid()
    resource.prlimit(parent, resource.RLIMIT_CORE)
    _trial_of(Layer.SYSCALLS)
    return _refused(resource.prlimit, parent, resource.RLIMIT_CORE)


def _limits_work():
    room = 1 << 30
    _bound_resources(Policy("", memory=room))
    try:
        mmap.mmap(-1, room).close()
    except OSError:
        return True
    return False


def _capabilities_can_be_dropped():
    _drop_capabilities()
    try:
        os.setuid(TRIAL_UID)
    except OSError:
        return True
    return False


TRIALS = {
    Layer.FILES: _files_are_guarded,
    Layer.PORTS: _ports_are_guarded,
    Layer.SIGNALS: _signals_are_guarded,
    Layer.SYSCALLS: _syscalls_are_guarded,
    Layer.LIMITS: _limits_work,
    Layer.CAPABILITIES: _capabilities_can_be_dropped,
    Layer.LEFTOVERS: enter_own_domain,
}


def _can_become(by_capability):
    """Whether a uid of its own could still run this Python and import from it."""
    _become(TRIAL_UID, by_capability)
    for path in _one_module_of_each_folder():
        with open(path, "rb"):
            pass
    with open(sys.executable, "rb") as python:
        executable = os.fstat(python.fileno()).st_mode & 0o001
    return os.getuid() == TRIAL_UID and bool(executable)


def _gets_to_its_folder(by_capability):
    """Whether a uid of its own could enter TMPDIR, where the runs' folders are made."""
    _become(TRIAL_UID, by_capability)
    os.chdir(os.environ.get("TMPDIR", "/tmp"))
    return True


def _one_module_of_each_folder():
    """Files that runs read; all of a folder have the same fate."""
    loaded = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
    folders = {os.path.dirname(path): path for path in loaded if path}
    real = [(os.path.realpath(folder), path) for folder, path in folders.items()]
    shared = [folder for folder, _ in _readable()]
    return [path for folder, path in real if any(_is_below(folder, below) for below in shared)]


def _processes_are_bounded(uid, in_namespace):
    _bound_processes(2, uid, in_namespace)
    if uid is not None:
        _become(uid)
    children = []
    try:
        # Without a namespace others' processes may end meanwhile: leave them some room.
        while len(children) < 100:
            pid = os.fork()
            if pid == 0:
                signal.pause()
            children.append(pid)
    except BlockingIOError:
        return True
    finally:
        for pid in children:
            os.kill(pid, signal.SIGKILL)
    return False


def _may_signal(pid):
    if pid <= 0:  # no process but a group, or a parent in another pid namespace
        return False
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


# ---------------------------------------------------------------- everything that a run left


def _wait_for_an_end(deadline):
    left = deadline - time.monotonic()
    if left < 0:
        raise TimeoutError("a process of the run outlives SIGKILL")
    signal.sigtimedwait({signal.SIGCHLD}, left)


def _insist_on_the_proof():
    """Outside of a domain, kill(-1) would hit all of a user, or all of the machine.

    So the proof must be this process's own, and must still hold.
    """
    if _proven_in != os.getpid() or _may_signal(os.getppid()):
        raise RuntimeError("kill(-1) is not proven to stay among this process's descendants")


def _kill_domain():
    """Every process of this domain but this one."""
    _insist_on_the_proof()
    try:
        os.kill(-1, signal.SIGKILL)
    except ProcessLookupError:
        pass  # nobody is left


LONGEST_STOPPING = 2.0  # seconds; then those that are known are killed, and it begins again
STILL = "TtZXD"  # states in proc(5) in which a process that has a signal does not go on


def _kill_descendants():
    """Where kill(-1) would hit others: all of the family tree, one by one.

    Stopped first and killed then: a process that is killed makes room for the
    next one of a fork bomb, a stopped one does not. A fork that is under way
    ends before its process stops, so it is their states that tell.
    """
    give_up = time.monotonic() + LONGEST_STOPPING
    family = _family()
    while time.monotonic() < give_up:
        moving = [pid for pid, state in family.items() if state not in STILL]
        if not moving:
            break
        for pid in moving:
            _signal_one_of(family, pid, signal.SIGSTOP)
        os.sched_yield()
        family = _family()
    for pid in family:
        _signal_one_of(family, pid, signal.SIGKILL)


def _family():
    """{pid: state} of all descendants, as far as they hold still."""
    me = os.getpid()
    if os.readlink("/proc/self") != str(me):
        raise RuntimeError("/proc shows another pid namespace: its numbers would be wrong here")
    everybody = {pid: _state_and_parent(pid) for pid, _ in _processes()}
    family, more = {}, {me}
    while more:
        more = {pid for pid, (_, parent) in everybody.items() if parent in more}
        family.update((pid, everybody[pid][0]) for pid in more)
    return family


def _signal_one_of(family, pid, number):
    """To a descendant, and never to a stranger who got its pid meanwhile."""
    try:
        same = os.pidfd_open(pid)
    except OSError:
        return
    try:
        _, parent = _state_and_parent(pid)
        if parent in family or parent == os.getpid():
            signal.pidfd_send_signal(same, number)
    except OSError:
        pass  # it has ended
    finally:
        os.close(same)


def _state_and_parent(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            # after the program's name, which may hold anything, in brackets: proc(5)
            state, parent, *_ = file.read().rpartition(")")[2].split()
        return state, int(parent)
    except (OSError, ValueError):
        return "X", None  # no process, or one that has just ended


def _reap():
    """(how many of those that have ended were killed, whether no child is left)."""
    killed = 0
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return killed, True
        if pid == 0:
            return killed, False
        killed += os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


# ---------------------------------------------------------------- calling the kernel

# linux/prctl.h
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_KEEPCAPS = 1, 4, 8
PR_CAPBSET_READ, PR_CAPBSET_DROP, PR_CAP_AMBIENT = 23, 24, 47
PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 36, 38


def _checked(result):
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def _syscall(number, *arguments):
    """For system calls that libc has no function for; bytes travel by address."""
    converted = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    return _checked(_libc.syscall(ctypes.c_long(number), *converted))


def _prctl(option, *arguments):
    return _checked(_libc.prctl(option, *arguments, *(0,) * (4 - len(arguments))))


# ---------------------------------------------------------------- limits

MALLOPT_ARENA_MAX = -8  # M_ARENA_MAX of glibc's malloc.h
# A thread's whole stack counts as memory, used or not. 2 MiB let 400 threads start
# in 1 GiB, and a runaway recursion still meets RecursionError before the stack ends
# (but for one through sort() on 3.13); with 512 KiB it meets SIGSEGV (3.11 to 3.13).
THREAD_STACK = 2 << 20
MAIN_STACK = 4 << 20  # also the thread stacks of an interpreter that the program starts


def _prefer_for_oom():
    """When memory runs out, the learner's program dies, not the grader."""
    _prctl(PR_SET_DUMPABLE, 1)  # the file belongs to root otherwise
    try:
        file = os.open("/proc/self/oom_score_adj", os.O_WRONLY)
        os.write(file, b"1000")
        os.close(file)
    except OSError:
        pass  # a container without a writable /proc; the other bounds stand


@functools.cache
def _use_little_address_space():
    """Once, in the zygote: every fork inherits it."""
    threading.stack_size(THREAD_STACK)
    # Each of glibc's arenas reserves 64 MiB of addresses: with them, 1 GiB is soon gone.
    if hasattr(_libc, "mallopt"):
        _libc.mallopt(MALLOPT_ARENA_MAX, 1)


def _bound_resources(policy):
    _use_little_address_space()
    os.environ["MALLOC_ARENA_MAX"] = "1"  # for interpreters that the program starts
    # SIGXCPU first, for it says why; SIGKILL a second later, for it can be ignored.
    _limit("RLIMIT_CPU", policy.cpu_seconds, policy.cpu_seconds + 1)
    _limit("RLIMIT_STACK", MAIN_STACK)
    _limit("RLIMIT_FSIZE", policy.file_bytes)
    _limit("RLIMIT_NOFILE", policy.open_files)
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_AS", policy.memory)


def _limit(name, soft, hard=None):
    number = getattr(resource, name, None)
    if number is None:
        return
    most = resource.getrlimit(number)[1]
    if most == resource.RLIM_INFINITY:
        most = max(soft, hard or 0)
    resource.setrlimit(number, (min(soft, most), min(hard or soft, most)))


def _bound_processes(count, uid, in_namespace):
    """RLIMIT_NPROC, which the kernel compares with all that the *uid* runs.

    A uid of its own starts at nothing; so does a uid in a new user namespace.
    Elsewhere what runs already has to be added, and a neighbour's threads count
    too. Root is exempt, also inside a user namespace: it needs the uid.
    """
    if uid is None and in_namespace:
        _count_in_namespace()
    elif uid is None and os.getuid() != 0:
        count += _tasks_of(os.getuid())
    _limit("RLIMIT_NPROC", count)


def _tasks_of(uid):
    tasks = 0
    for pid, owner in _processes():
        if owner == uid:
            try:
                tasks += len(os.listdir(f"/proc/{pid}/task"))
            except OSError:
                pass  # it has just ended
    return tasks


def _processes():
    """(pid, uid) of each that runs now."""
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                yield int(name), os.stat(f"/proc/{name}").st_uid
            except OSError:
                pass  # it has just ended


# ---------------------------------------------------------------- who it is

OWN_UIDS = range(60706, 61183)  # nobody's, by the list of systemd.io/UIDS-GIDS
TRIAL_UID = 61183
CLONE_NEWUSER = 0x10000000
CAP_DAC_READ_SEARCH = 2  # linux/capability.h
CAPABILITY_VERSION_3 = 0x20080522
PR_CAP_AMBIENT_RAISE = 2


def _count_in_namespace():
    """A user namespace in which this uid is itself and has no processes yet."""
    uid, gid = os.getuid(), os.getgid()
    _prctl(PR_SET_DUMPABLE, 1)  # the files below belong to root otherwise
    _checked(_libc.unshare(CLONE_NEWUSER))
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{uid} {uid} 1"),
        ("gid_map", f"{gid} {gid} 1"),
    ):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)
    _set_capabilities(0)  # a new namespace gives them all
    return os.getuid() == uid


def _become(uid, by_capability=False):
    """Another user, who owns nothing but the scratch folder.

    `by_capability`: the interpreter lies in a private home. Then one capability
    stays, to read whatever has a mode against it. Landlock still shows only
    what every run may read.
    """
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    _drop_bounding_set(but=CAP_DAC_READ_SEARCH if by_capability else None)
    _prctl(PR_SET_KEEPCAPS, by_capability)
    os.setresuid(uid, uid, uid)
    _prctl(PR_SET_DUMPABLE, 1)  # else /proc would show it as root's, and spare_uid() looks there
    if by_capability:
        _set_capabilities(1 << CAP_DAC_READ_SEARCH)
        # so that an interpreter which the program starts can be read, too
        _prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_READ_SEARCH)


def _drop_capabilities():
    """The same uid as an ordinary user: root without privileges still owns its files."""
    if os.geteuid() == 0:
        try:
            os.setgroups([])
        except PermissionError:
            pass  # a namespace that has none to give
    _drop_bounding_set()
    _set_capabilities(0)


def _drop_bounding_set(but=None):
    """Nothing that is executed later can give a capability back."""
    done = _prctl(PR_CAPBSET_READ, 0) == 0  # by the supervisor, but for the one that a run may need
    for capability in [CAP_DAC_READ_SEARCH] if done else range(64):
        if capability != but:
            try:
                _prctl(PR_CAPBSET_DROP, capability)
            except OSError:
                # Past the last that this kernel knows; or not ours to drop, and
                # then no_new_privs has the same effect.
                return


def _set_capabilities(mask):
    """Effective, permitted and inheritable, each in two words: capset(2)."""
    header = struct.pack("=Ii", CAPABILITY_VERSION_3, 0)
    _checked(_libc.capset(header, struct.pack("=6I", mask, mask, mask, 0, 0, 0)))


# ---------------------------------------------------------------- Landlock

# The same numbers on every architecture.
LANDLOCK_CREATE_RULESET, LANDLOCK_ADD_RULE, LANDLOCK_RESTRICT_SELF = 444, 445, 446
VERSION, PATH_BENEATH, NET_PORT = 1, 1, 2

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
REMOVE_DIR, REMOVE_FILE = 1 << 4, 1 << 5
MAKE_DIR, MAKE_REG, MAKE_SOCK = 1 << 7, 1 << 8, 1 << 9
REFER, TRUNCATE, IOCTL_DEV, RESOLVE_UNIX = 1 << 13, 1 << 14, 1 << 15, 1 << 16
BIND_TCP, CONNECT_TCP = 1, 2
ABSTRACT_UNIX, SIGNAL = 1, 2

READ = READ_FILE | READ_DIR
RUN = READ | EXECUTE
OF_A_FILE = READ_FILE | EXECUTE | WRITE_FILE | TRUNCATE  # folders can have more
# No EXECUTE: what it writes it does not start. No links, pipes and devices: whoever
# reads the folder afterwards meets plain files.
OWN = READ | WRITE_FILE | TRUNCATE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | REFER


@functools.cache
def _landlock_abi():
    """Landlock's version: 1 (Linux 5.13) and up, 0 where there is none."""
    try:
        return _syscall(LANDLOCK_CREATE_RULESET, None, 0, VERSION) if LINUX else 0
    except OSError:
        return 0


def _handled(layers):
    """The rights that a ruleset takes away unless a rule grants them: files, net, scopes.

    A kernel refuses a ruleset with bits that it does not know.
    """
    abi = _landlock_abi()
    files = (1 << 13) - 1
    for since, bit in ((2, REFER), (3, TRUNCATE), (5, IOCTL_DEV), (9, RESOLVE_UNIX)):
        files |= bit if abi >= since else 0
    return (
        files if Layer.FILES in layers and abi else 0,
        BIND_TCP | CONNECT_TCP if Layer.PORTS in layers and abi >= 4 else 0,
        ABSTRACT_UNIX | SIGNAL if Layer.SIGNALS in layers and abi >= 6 else 0,
    )


def _create_ruleset(files, net, scopes):
    abi = _landlock_abi()
    attributes = struct.pack("=QQQ", files or REFER, net, scopes)
    attributes = attributes[: 24 if abi >= 6 else 16 if abi >= 4 else 8]
    ruleset = _syscall(LANDLOCK_CREATE_RULESET, attributes, len(attributes), 0)
    if not files:
        # Any ruleset, also one about ports or signals, refuses to move files
        # from folder to folder unless it says otherwise.
        _allow_path(ruleset, "/", REFER)
    return ruleset


def _landlock_rules(policy, layers):
    """A ruleset's descriptor, or None where no layer needs one."""
    files, net, scopes = _handled(layers)
    if not files | net | scopes:
        return None
    ruleset = _create_ruleset(files, net, scopes)
    if files:
        _allow_files(ruleset, policy, files)
    if net:
        _allow_ports(ruleset, BIND_TCP, policy.bind)
        _allow_ports(ruleset, CONNECT_TCP, policy.connect)
    return ruleset


def _allow_files(ruleset, policy, known):
    for path, rights in _readable():
        try:
            _allow_path(ruleset, path, rights & known)
        except FileNotFoundError:
            pass  # it has gone since we looked
    sockets = MAKE_SOCK | RESOLVE_UNIX if policy.unix else 0
    _allow_path(ruleset, policy.scratch, (OWN | sockets) & known)


def _allow_ports(ruleset, right, ports):
    for port in ports:
        _syscall(LANDLOCK_ADD_RULE, ruleset, NET_PORT, struct.pack("=QQ", right, port), 0)


def _allow_path(ruleset, path, rights):
    # Descriptors are not kept between runs: whoever starts a run closes what it
    # does not know, and the number would then mean another file.
    descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = struct.pack("=Qi", rights, descriptor)
        _syscall(LANDLOCK_ADD_RULE, ruleset, PATH_BENEATH, rule, 0)
    finally:
        os.close(descriptor)


def _restrict_signals_only():
    ruleset = _create_ruleset(0, 0, SIGNAL)
    _syscall(LANDLOCK_RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)


# Nothing secret is in these: they are the same on every machine of their kind.
LIBRARIES = (
    "/usr/lib",
    "/usr/lib64",
    "/lib",
    "/lib64",
    "/usr/local/lib",
    "/nix/store",
    "/gnu/store",
)
SHARED = (
    # time zones and languages
    "/usr/share/zoneinfo", "/usr/share/locale", "/etc/localtime",
    # the dynamic loader, and the number of processors
    "/etc/ld.so.cache", "/sys/devices/system/cpu/online", "/sys/devices/system/cpu/possible",
    # names of hosts and services
    "/etc/hosts", "/etc/host.conf", "/etc/nsswitch.conf", "/etc/resolv.conf", "/etc/gai.conf",
    "/etc/services", "/etc/protocols",
    # OpenSSL; never the folders beside them, which hold private keys
    "/etc/ssl/openssl.cnf", "/etc/ssl/certs", "/etc/ssl/cert.pem", "/usr/share/ca-certificates",
    "/etc/pki/tls/openssl.cnf", "/etc/pki/tls/certs", "/etc/pki/tls/cert.pem",
    "/etc/pki/ca-trust/extracted", "/etc/crypto-policies",
    # mimetypes opens each of those that exist, and does not expect a refusal
    "/etc/mime.types", "/etc/httpd/mime.types", "/etc/httpd/conf/mime.types",
    "/etc/apache/mime.types", "/etc/apache2/mime.types",
    "/usr/local/etc/httpd/conf/mime.types", "/usr/local/etc/mime.types",
    "/dev/urandom", "/dev/random", "/dev/zero",
)  # fmt: skip


@functools.cache
def _readable():
    """(path, rights) of all that every run may read: this Python and the system's libraries."""
    wanted = {"/dev/null": READ | WRITE_FILE | TRUNCATE}
    wanted.update(dict.fromkeys(SHARED, READ))
    wanted.update(dict.fromkeys(_python_data(), READ))
    wanted.update(dict.fromkeys((*LIBRARIES, *_python_libraries(), *_interpreters()), RUN))
    found = {}
    for path, rights in wanted.items():
        path = os.path.realpath(path)
        if os.path.exists(path):
            found[path] = found.get(path, 0) | rights
    hidden = _course()
    rules = []
    for path in sorted(found):  # a folder comes before what is in it
        rights = found[path]
        if not any(_is_below(path, above) and rights | more == more for above, more in rules):
            rules += _all_but(hidden, path, rights)
    return tuple(rules)


def _interpreters():
    """The files that `sys.executable` and its like really are; a venv may hold a copy."""
    return {sys.executable or "/dev/null", getattr(sys, "_base_executable", None) or "/dev/null"}


def _python_libraries():
    """The standard library, and the packages of the running interpreter.

    Not the whole prefix: that may be somebody's home, or the course's folder.
    """
    for prefix in {sys.base_prefix, sys.base_exec_prefix}:
        for name in {"lib", sys.platlibdir}:
            yield os.path.join(prefix, name)
    yield from site.getsitepackages([sys.prefix, sys.exec_prefix])
    if site.ENABLE_USER_SITE:
        yield site.getusersitepackages()


def _python_data():
    yield os.path.join(sys.prefix, "pyvenv.cfg")
    yield os.path.join(sys.base_prefix, "share", "zoneinfo")
    yield os.path.join(sys.base_prefix, "ssl")  # conda's certificates


def _course():
    """What no program may read: the grader, and all that lies beside it."""
    package = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
    beside = os.path.dirname(package)
    installed = os.path.basename(beside) in ("site-packages", "dist-packages")
    return package if installed else beside


def _all_but(hidden, path, rights):
    """Rules for a folder, without the one that may lie somewhere in it.

    Landlock can only allow. So where `hidden` is inside, its neighbours are
    allowed one by one; the folders above it can be listed, as importing needs.
    """
    if not os.path.isdir(path):
        return [(path, rights & OF_A_FILE)]
    if path == hidden or not _is_below(hidden, path):
        return [(path, rights)] if path != hidden else []
    rules = [(path, READ_DIR)]
    for neighbour in sorted(glob.glob(os.path.join(glob.escape(path), "*"))):
        if not os.path.islink(neighbour):
            rules += _all_but(hidden, neighbour, rights)
    return rules


def _is_below(path, folder):
    return path == folder or path.startswith(folder.rstrip("/") + "/")


# ---------------------------------------------------------------- system calls


def _filter_calls(policy, layers):
    seccomp.install(_filter(policy, layers), _prctl)


def _filter(policy, layers, machine=seccomp.MACHINE):
    """The filter for this policy; it stands in for what this kernel's Landlock lacks."""
    abi = _landlock_abi()
    no_scopes = Layer.SIGNALS not in layers and abi < 6
    return seccomp.build(
        policy.sockets,
        policy.unix,
        guard_truncation=Layer.FILES in layers and abi < 3,
        hide_before=os.getpid() if no_scopes else None,
        machine=machine,
    )
