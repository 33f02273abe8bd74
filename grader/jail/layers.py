"""The layers of the sandbox, and which of them work on this machine, found by doing.

Version numbers and files tell what a kernel could do, not what a container or a
security module lets us do. So each layer has a trial: a forked child enforces it
alone and then tries what it should refuse. A layer whose trial fails is missing,
is left out by `sandbox.Confinement`, and is told with what would help.
"""

import functools
import os
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from . import credentials, kernel, landlock, limits, namespaces, readable, reaper, seccomp

if sys.platform != "win32":
    import resource


class Layer(StrEnum):
    """What the kernel can be made to enforce; the values are words for reports."""

    NETWORK = "own network"
    VIEW = "own view of the files"
    FILES = "files"
    PORTS = "tcp ports"
    SIGNALS = "signals"
    SYSCALLS = "syscalls"
    LIMITS = "limits"
    PROCESSES = "process count"
    OWN_UID = "own uid"
    CAPABILITIES = "capabilities dropped"
    LEFTOVERS = "leftovers"


NAMESPACES = (
    "namespaces: Linux, with root's capability for them (CAP_SYS_ADMIN), or with user namespaces "
    "for everybody (on Ubuntu: sysctl -w kernel.apparmor_restrict_unprivileged_userns=0)"
)
REMEDIES = {
    Layer.NETWORK: f"{NAMESPACES}; until then a program may send datagrams to any address, "
    "connect to any address on its port, and keep UDP ports from others",
    Layer.VIEW: f"{NAMESPACES}; until then a program may ask of any path whether it exists, "
    "fill the disk with files that it has removed and holds open, and, before Linux 7.1, connect to "
    "Unix-domain sockets of its user in the one check that has them",
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

    works: frozenset[Layer] = frozenset()
    reads_by_capability: bool = False  # another uid reads this Python only by one
    counts_in_namespace: bool = False  # a user namespace can count each run's processes apart
    missing: dict[Layer, str] = field(init=False)  # with what would help

    def __post_init__(self) -> None:
        missing = {layer: REMEDIES[layer] for layer in Layer if layer not in self.works}
        object.__setattr__(self, "missing", missing)


@functools.cache
def probe() -> Probe:
    """Find out which layers work on this machine.

    The first call has to come while there is a single thread; its answer is kept.
    """
    if not kernel.LINUX:
        return Probe()
    readable.rules()  # shared by the children
    root = os.geteuid() == 0
    reads_freely = root and _in_child(_can_become, False)
    by_capability = root and not reads_freely and _in_child(_can_become, True)
    gives_uids = (reads_freely or by_capability) and _in_child(_gets_to_its_folder, by_capability)
    in_namespace = not root and _in_child(credentials.enter_user_namespace)
    works = {layer for layer, trial in TRIALS.items() if _in_child(trial)}
    if gives_uids:
        works.add(Layer.OWN_UID)
    uid = credentials.TRIAL_UID if gives_uids else None
    if _in_child(_processes_are_bounded, uid, in_namespace):
        works.add(Layer.PROCESSES)
    return Probe(frozenset(works), by_capability, in_namespace)


SECONDS_FOR_A_TRIAL = 10


def _in_child(trial: Callable[..., bool], *arguments: object) -> bool:
    """Tell whether `trial` returns true in a forked child within SECONDS_FOR_A_TRIAL."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(SECONDS_FOR_A_TRIAL)
            if trial(*arguments):
                os.write(write, b"yes")
        finally:
            os._exit(0)  # whatever was raised: a trial that raises has failed
    os.close(write)
    with open(read, "rb") as answer:
        worked = answer.read() == b"yes"
    try:
        os.waitpid(pid, 0)
    except ChildProcessError:
        pass  # a caller that ignores SIGCHLD has its children reaped already
    return worked


def _refused(action: Callable[..., object], *arguments: object) -> bool:
    try:
        action(*arguments)
    except PermissionError:
        return True
    except OSError:
        return False
    return False


# ---------------------------------------------------------------- a trial for each layer


def _restrict(ruleset: int) -> None:
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    landlock.restrict_self(ruleset)


def _files_are_guarded() -> bool:
    ruleset = landlock.create_ruleset(files=True)
    readable.allow(ruleset)
    landlock.allow_path(ruleset, os.path.dirname(os.__file__), landlock.OWN)
    _restrict(ruleset)
    with open(os.__file__, "rb"):
        return _refused(os.listdir, "/")


def _ports_are_guarded() -> bool:
    _restrict(landlock.create_ruleset(ports=True))
    with socket.socket() as client, socket.socket() as server:
        return _refused(client.connect, ("127.0.0.1", 9)) and _refused(
            server.bind, ("127.0.0.1", 0)
        )


def _signals_are_guarded() -> bool:
    parent = os.getppid()
    could = reaper.may_signal(parent)
    _restrict(landlock.create_ruleset(scopes=landlock.SCOPES))
    return could and not reaper.may_signal(parent)


def _a_view_works() -> bool:
    import tempfile  # in this child alone: every fork would carry it, and all that it imports

    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR", "/tmp")) as folder:
        return _in_child(namespaces.view_works, folder)


def _syscalls_are_guarded() -> bool:
    parent = os.getppid()
    resource.prlimit(parent, resource.RLIMIT_CORE)
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    seccomp.install(seccomp.build("tcp", False))
    return _refused(resource.prlimit, parent, resource.RLIMIT_CORE)


def _limits_work() -> bool:
    import mmap  # in this child alone, as well

    room = 1 << 30
    limits.bound_resources(
        memory=room, cpu_seconds=SECONDS_FOR_A_TRIAL, file_bytes=room, open_files=256
    )
    try:
        mmap.mmap(-1, room).close()
    except OSError:
        return True
    return False


def _capabilities_can_be_dropped() -> bool:
    credentials.drop_capabilities()
    try:
        os.setuid(credentials.TRIAL_UID)
    except OSError:
        return True
    return False


TRIALS = {
    Layer.NETWORK: namespaces.network_works,
    Layer.VIEW: _a_view_works,
    Layer.FILES: _files_are_guarded,
    Layer.PORTS: _ports_are_guarded,
    Layer.SIGNALS: _signals_are_guarded,
    Layer.SYSCALLS: _syscalls_are_guarded,
    Layer.LIMITS: _limits_work,
    Layer.CAPABILITIES: _capabilities_can_be_dropped,
    Layer.LEFTOVERS: reaper.enter_own_domain,
}


# ---------------------------------------------------------------- trials with a choice


def _can_become(by_capability: bool) -> bool:
    """Tell whether another uid could run this Python and import from it."""
    credentials.become(credentials.TRIAL_UID, by_capability)
    for path in _one_module_of_each_folder():
        with open(path, "rb"):
            pass
    with open(sys.executable, "rb") as python:
        executable = os.fstat(python.fileno()).st_mode & 0o001
    return os.getuid() == credentials.TRIAL_UID and bool(executable)


def _gets_to_its_folder(by_capability: bool) -> bool:
    """Tell whether another uid could enter TMPDIR, where the runs' folders are made."""
    credentials.become(credentials.TRIAL_UID, by_capability)
    os.chdir(os.environ.get("TMPDIR", "/tmp"))
    return True


def _one_module_of_each_folder() -> list[str]:
    """List one file of each folder that runs read: the others of a folder fare like it."""
    loaded = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
    folders = {os.path.dirname(path): path for path in loaded if path}
    real = [(os.path.realpath(folder), path) for folder, path in folders.items()]
    shared = [folder for folder, _ in readable.rules()]
    return [path for folder, path in real if any(readable.is_below(folder, s) for s in shared)]


def _processes_are_bounded(uid: int | None, in_namespace: bool) -> bool:
    if in_namespace:
        credentials.enter_user_namespace()
    is_counted_apart = in_namespace or uid is not None
    limits.bound_processes(2, 0 if is_counted_apart else limits.tasks_of_this_user())
    if uid is not None:
        credentials.become(uid)
    children: list[int] = []
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
