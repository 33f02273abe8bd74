"""The sandbox holds against each attack of the list, and lets honest programs work.

`sandbox_lab` holds the attacks and the victims that they aim at. Here it is run
as several users, where this machine can: as whoever runs the tests, as root with
the system's Python (which any uid can read), and as an ordinary user. Each run
of the laboratory has a pid namespace of its own where that is possible, so that
not even a wrong kill(-1) could leave it.
"""

import ctypes
import errno
import functools
import importlib
import json
import os
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from variants import first_at_once

from conftest import ROOT
from grader.jail import kernel, landlock, layers, proc, readable, reaper, sandbox, seccomp

JAIL = ROOT / "grader" / "jail"
LAB = ROOT / "tests" / "support" / "sandbox_lab.py"

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has these layers")


lab = importlib.import_module("sandbox_lab") if sys.platform == "linux" else None
AS_THE_ZYGOTE = f"import sys; sys.path.insert(0, {str(JAIL.parent)!r})\n"  # finds `jail`
ATTACKS = lab.ATTACKS if lab else {}
HONEST = lab.HONEST if lab else {}
LEFTOVERS = lab.LEFTOVERS if lab else {}


# ---------------------------------------------------------------- running the laboratory

USERS = ["whoever", "root", "nobody"]
# All others take the long proof
FIRST_USER = first_at_once(USERS)
SYSTEM_PYTHON = "/usr/bin/python3"
IN_A_NAMESPACE = ["unshare", "--fork", "--pid", "--mount-proc", "--kill-child"]
AS_NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]


def works(*command):
    try:
        return subprocess.run(command, capture_output=True, timeout=20).returncode == 0
    except OSError:
        return False


@functools.cache
def command_of(user):
    """What runs a Python as this user, or None where this machine cannot."""
    if sys.platform != "linux" or (user != "whoever" and os.geteuid() != 0):
        return None
    python = sys.executable if user == "whoever" else SYSTEM_PYTHON
    command = [*(AS_NOBODY if user == "nobody" else ()), python]
    for prefix in (IN_A_NAMESPACE, [*IN_A_NAMESPACE, "--user", "--map-current-user"], []):
        new_enough = "import sys; sys.exit(sys.version_info < (3, 11))"
        if works(*prefix, *command, "-I", "-c", new_enough):
            return [*prefix, *command]
    return None


@functools.cache
def files_for_everybody():
    """Copies of the sandbox and the laboratory that an ordinary user can read."""
    folder = tempfile.mkdtemp(prefix="sandbox-test-")
    jail = os.path.join(folder, "course", "grader", "jail")
    shutil.copytree(JAIL, jail, ignore=shutil.ignore_patterns("__pycache__"))
    lab_file = shutil.copy(LAB, folder)
    for path in (folder, *map(str, Path(folder).rglob("*"))):
        os.chmod(path, 0o755)
    return folder, jail, lab_file


@pytest.fixture(scope="session", autouse=True)
def _remove_the_copies():
    yield
    if files_for_everybody.cache_info().currsize:
        shutil.rmtree(files_for_everybody()[0])


@functools.cache
def outcomes(user, options):
    """What the laboratory says; `options` as JSON, so that each is asked once."""
    command = command_of(user)
    if command is None:
        pytest.skip(f"this machine cannot run the laboratory as {user}")
    _, jail, lab_file = files_for_everybody()
    done = subprocess.run(
        [*command, "-I", lab_file, jail, options],
        capture_output=True,
        text=True,
        timeout=200,
        cwd="/",
    )
    assert done.returncode == 0 and not done.stderr, done.stderr
    result = json.loads(done.stdout)
    assert result["unharmed"], "a victim was hurt"
    return result


def run(user, **options):
    return outcomes(user, json.dumps(options, sort_keys=True))


def attacks(user, **options):
    return run(user, list="attacks", processes=40, **options)


def everything():
    return sorted(str(layer) for layer in layers.Layer)


def real_attacks(user):
    """Those that work on this machine when no layer is there at all."""
    plain = attacks(user, without=everything(), domain=False, own_uid=False)
    return {name for name, outcome in plain["outcomes"].items() if outcome == "open"}


# ---------------------------------------------------------------- attacks


@linux_only
@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize("name", ATTACKS)
def test_the_attack_is_refused(name, user):
    result = attacks(user)
    if not ATTACKS[name].guards & set(result["works"]):
        pytest.skip("this machine lacks " + " and ".join(sorted(ATTACKS[name].guards)))
    assert re.fullmatch(r"E[A-Z]+|ENOTSUP|no effect", result["outcomes"][name])


# In a network and a view of its own a run may do what would harm others elsewhere.
HARMLESS = {
    "connects_to_another_port_by_ipv6": "nobody is there",
    "binds_another_port": "nobody else wants it",
    "binds_any_port": "nobody else wants it",
    "connects_to_an_abstract_name": "its name is another one there",
    "sends_a_datagram": "nobody is there",
}


@linux_only
@pytest.mark.parametrize("user", FIRST_USER)
@pytest.mark.parametrize("name", ATTACKS)
def test_the_attack_reaches_nobody_from_namespaces(name, user):
    result = attacks(user, namespaced=True)
    if not {"own network", "own view of the files"} <= set(result["works"]):
        pytest.skip("this machine has no namespaces")
    outcome = result["outcomes"][name]
    assert re.fullmatch(r"E[A-Z]+|ENOTSUP|no effect", outcome) or name in HARMLESS
    assert result["reached"] == []


@linux_only
@pytest.mark.parametrize("user", FIRST_USER)
@pytest.mark.parametrize("name", sorted(set(HONEST) - {"a_unix_server"}))  # which may connect there
def test_an_honest_program_works_in_namespaces(name, user):
    assert run(user, list="honest", namespaced=True)["outcomes"][name] == "open"


@linux_only
@pytest.mark.long
@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize("name", ATTACKS)
def test_the_attack_works_without_its_guards(name, user):
    if name not in real_attacks(user):
        pytest.skip("this machine refuses it anyway")
    guards = sorted(ATTACKS[name].guards)
    together = [other for other in ATTACKS if sorted(ATTACKS[other].guards) == guards]
    result = attacks(user, without=guards, only=together, domain=False, own_uid=False)
    assert result["outcomes"][name] == "open"


@linux_only
@pytest.mark.parametrize("layer", ["files", "tcp ports", "signals", "syscalls", "limits"])
def test_each_layer_is_needed_by_some_attack(layer):
    assert [name for name in ATTACKS if ATTACKS[name].guards == {layer}]


@linux_only
@pytest.mark.parametrize("user", ["whoever", "root"])
def test_root_s_processes_are_bounded_by_their_own_uid_only(user):
    if os.geteuid() != 0:
        pytest.skip("only root has this choice")
    result = attacks(user)
    if result["uid"] is None:
        pytest.skip("this root cannot give uids away")
    assert result["outcomes"]["starts_many_processes"] == "EAGAIN"
    shared = attacks(user, own_uid=False)
    assert shared["outcomes"]["starts_many_processes"] == "open"


# ---------------------------------------------------------------- honest programs


@linux_only
@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize("name", HONEST)
def test_an_honest_program_works(name, user):
    assert run(user, list="honest")["outcomes"][name] == "open"


@linux_only
@pytest.mark.parametrize("name", HONEST)
def test_an_honest_program_of_root_works_without_its_own_uid(name):
    if os.geteuid() != 0:
        pytest.skip("only root has this choice")
    assert run("whoever", list="honest", own_uid=False)["outcomes"][name] == "open"


# ---------------------------------------------------------------- leftovers

LEFT = {
    "nothing": (0, 0),
    "three_daemons": (3, 3),
    "a_fork_storm": (1, 100),
    "a_fork_bomb": (10, 100),
    "orphans_under_a_stopped_parent": (6, 6),
}


@linux_only
@pytest.mark.parametrize("killall", [True, False])
@pytest.mark.parametrize("user", FIRST_USER)
@pytest.mark.parametrize("name", LEFTOVERS)
def test_nothing_is_left_and_bystanders_live(name, user, killall):
    result = run(user, list="leftovers", processes=100, killall=killall)
    if "process count" not in result["works"]:
        pytest.skip("without a bound on processes a fork bomb is no test")
    outcome, left, by_kill_all = result["outcomes"][name]
    least, most = LEFT[name]
    assert outcome == "open" and least <= left <= most
    assert by_kill_all == (killall and "leftovers" in result["works"])


@linux_only
class TestKillAll:
    """With os.kill replaced: not even a failing test of these kills anybody."""

    @pytest.fixture(autouse=True)
    def kills(self, monkeypatch):
        self.allowed = {}  # pid → whether signal 0 reaches it
        self.killed = []

        def kill(pid, number):
            if pid > 0 and number == 0:
                if self.allowed.get(pid, True):
                    return
                raise PermissionError
            self.killed.append((pid, number))

        monkeypatch.setattr(os, "kill", kill)
        monkeypatch.setattr(reaper, "_proven_in", None)
        monkeypatch.setattr(landlock, "abi", lambda: 6)
        monkeypatch.setattr(kernel, "prctl", lambda *_: 0)
        monkeypatch.setattr(reaper, "_keep_signals_inside", self.restrict)

    def restrict(self):
        self.allowed[os.getppid()] = False

    def test_is_not_called_without_a_domain(self):
        with pytest.raises(RuntimeError, match="not proven"):
            reaper.end_everything(True)
        assert self.killed == []

    def test_is_proven_by_a_parent_that_was_in_reach(self):
        assert reaper.enter_own_domain()
        reaper._kill_domain()
        assert self.killed == [(-1, signal.SIGKILL)]

    def test_is_not_proven_where_the_kernel_does_not_restrict(self, monkeypatch):
        monkeypatch.setattr(reaper, "_keep_signals_inside", lambda: None)
        assert not reaper.enter_own_domain()

    def test_is_not_proven_by_a_parent_that_was_out_of_reach_before(self):
        self.allowed[os.getppid()] = False
        assert not reaper.enter_own_domain()

    def test_is_not_proven_by_a_parent_in_another_pid_namespace(self, monkeypatch):
        monkeypatch.setattr(os, "getppid", lambda: 0)
        assert not reaper.enter_own_domain()

    def test_is_not_proven_when_the_parent_has_changed(self, monkeypatch):
        parents = iter([4711, 1])
        monkeypatch.setattr(os, "getppid", lambda: next(parents, 1))
        self.allowed = {4711: True, 1: False}
        monkeypatch.setattr(
            reaper, "_keep_signals_inside", lambda: self.allowed.update({4711: False})
        )
        assert not reaper.enter_own_domain()

    def test_is_not_proven_for_a_fork_of_the_supervisor(self, monkeypatch):
        assert reaper.enter_own_domain()
        monkeypatch.setattr(os, "getpid", lambda: 4711)
        with pytest.raises(RuntimeError):
            reaper.end_everything(True)
        assert self.killed == []

    def test_needs_the_proof_to_hold_still(self):
        assert reaper.enter_own_domain()
        self.allowed[os.getppid()] = True
        with pytest.raises(RuntimeError):
            reaper.end_everything(True)
        assert self.killed == []


@linux_only
def test_an_end_that_does_not_come_is_an_error_and_no_hang(monkeypatch):
    monkeypatch.setattr(reaper, "_kill_descendants", lambda: None)
    monkeypatch.setattr(reaper, "LONGEST_ENDING", 0.2)
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    with pytest.raises(TimeoutError), child:
        reaper.end_everything(False)


@linux_only
def test_pids_of_another_namespace_are_not_trusted(monkeypatch):
    monkeypatch.setattr(os, "readlink", lambda path: "4711")
    for find in (reaper.descendants, reaper.family):
        with pytest.raises(RuntimeError, match="another pid namespace"):
            find()


@linux_only
@pytest.mark.parametrize("kernel_tells", [True, False])
def test_family_is_all_descendants_and_nobody_else(monkeypatch, kernel_tells):
    """There is a child, and one of its own."""
    if not kernel_tells:
        monkeypatch.setattr(proc, "children", lambda pid: (_ for _ in ()).throw(FileNotFoundError))
    source = "import os, sys; os.write(1, b'%d\\n' % os.fork()); sys.stdin.read()"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", source], **pipes) as child:
        grandchild = max(int(child.stdout.readline()) for _ in range(2))
        assert {child.pid, grandchild} <= set(reaper.family())
        assert os.getpid() not in reaper.family() and os.getppid() not in reaper.family()
        child.stdin.close()


# ---------------------------------------------------------------- older kernels


@linux_only
@pytest.mark.parametrize("abi", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("name", ATTACKS)
def test_an_older_landlock_refuses_all_but_what_it_does_not_know(name, abi):
    """Signals and the emptying of files are then refused by seccomp instead."""
    if "leftovers" not in run("whoever", list="attacks", processes=40)["works"]:
        pytest.skip("this kernel is older itself")
    unknown = {"tcp ports"} if abi < 4 else set()
    outcome = attacks("whoever", abi=abi)["outcomes"][name]
    if ATTACKS[name].guards <= unknown:
        assert outcome == "open"
    else:
        assert outcome != "open"


@linux_only
@pytest.mark.parametrize("abi", [2, 5])
@pytest.mark.parametrize("name", HONEST)
def test_an_honest_program_works_on_an_older_kernel(name, abi):
    assert run("whoever", list="honest", abi=abi)["outcomes"][name] == "open"


@linux_only
@pytest.mark.parametrize("user", ["whoever", "nobody"])
@pytest.mark.parametrize("name", ["starts_many_processes", "starts_many_threads"])
def test_processes_are_bounded_where_user_namespaces_are_forbidden(name, user):
    """As on machines whose AppArmor restricts them: what runs already is added."""
    assert attacks(user, namespaces=False)["outcomes"][name] == "EAGAIN"
    honest = run(user, list="honest", namespaces=False, only=["two_hundred_threads"])
    assert honest["outcomes"]["two_hundred_threads"] == "open"


# ---------------------------------------------------------------- the filter, also of arm64


def interpret(program, number, arguments=(), arch=None, machine="x86_64"):
    """What a filter returns: classic BPF as in linux/filter.h."""
    arch = seccomp.AUDIT_ARCH[machine] if arch is None else arch
    data = struct.pack("=IIQ6Q", number, arch, 0, *(*arguments, 0, 0, 0, 0, 0, 0)[:6])
    lines = list(struct.iter_unpack("=HBBI", program))
    at, value = 0, 0
    tests = {
        seccomp.IF_EQUAL: lambda k: value == k,
        seccomp.IF_GREATER: lambda k: value > k,
        seccomp.IF_AT_LEAST: lambda k: value >= k,
        seccomp.IF_ANY_BIT: lambda k: value & k,
    }
    while True:
        code, if_true, if_false, k = lines[at]
        at += 1
        if code == seccomp.LOAD:
            value = struct.unpack_from("=I", data, k)[0]
        elif code == seccomp.AND:
            value &= k
        elif code == seccomp.RETURN:
            return "allowed" if k == 0x7FFF0000 else "killed" if k == 0x80000000 else k & 0xFFFF
        else:
            at += if_true if tests[code](k) else if_false


INET, INET6, UNIX, NETLINK = 2, 10, 1, 16
STREAM, DATAGRAM, RAW, SEQPACKET, CLOEXEC = 1, 2, 3, 5, 0o2000000
EACCES, EPERM, ENOSYS = errno.EACCES, errno.EPERM, errno.ENOSYS

CALLS = [
    # policy, call, arguments, what the filter says
    ({}, "socket", (INET, STREAM | CLOEXEC, 0), "allowed"),
    ({}, "socket", (INET6, STREAM, 6), "allowed"),
    ({}, "socket", (INET, STREAM, 262), EACCES),
    ({}, "socket", (INET, DATAGRAM, 0), EACCES),
    ({}, "socket", (INET, RAW, 1), EACCES),
    ({}, "socket", (UNIX, STREAM, 0), EACCES),
    ({}, "socket", (NETLINK, RAW, 0), EACCES),
    ({}, "connect", (3,), "allowed"),
    ({"sockets": "udp"}, "socket", (INET, DATAGRAM, 17), "allowed"),
    ({"sockets": "udp"}, "socket", (INET, DATAGRAM, 1), EACCES),
    ({"sockets": "none"}, "socket", (INET, STREAM, 0), EACCES),
    ({"sockets": "none"}, "socket", (UNIX, STREAM, 0), EACCES),
    ({"sockets": "none", "unix": True}, "socket", (UNIX, STREAM, 0), "allowed"),
    ({"unix": True}, "socket", (UNIX, STREAM, 0), "allowed"),
    ({"unix": True}, "socket", (UNIX, DATAGRAM, 0), EACCES),
    ({"unix": True}, "connect", (3,), "allowed"),
    ({"unix": "serve"}, "socket", (UNIX, STREAM, 0), "allowed"),
    ({"unix": "serve"}, "connect", (3,), EACCES),
    ({}, "socketpair", (UNIX, STREAM, 0), "allowed"),
    ({}, "socketpair", (UNIX, SEQPACKET | CLOEXEC, 0), "allowed"),
    ({}, "socketpair", (UNIX, DATAGRAM, 0), EACCES),
    ({}, "socketpair", (INET, STREAM, 0), EACCES),
    ({}, "sendto", (3, 0, 1, 0x4000), "allowed"),
    ({}, "sendto", (3, 0, 1, 0x20004000), errno.EOPNOTSUPP),
    ({}, "sendmsg", (3, 0, 0x20000000), errno.EOPNOTSUPP),
    ({}, "sendmmsg", (3, 0, 1, 0x20000000), errno.EOPNOTSUPP),
    ({}, "clone", (0x003D0F00,), "allowed"),  # a thread
    ({}, "clone", (0x01200011,), "allowed"),  # a fork
    ({}, "clone", (0x10000011,), EPERM),
    ({}, "clone", (0x00008011,), EPERM),
    ({}, "clone3", (0, 88), ENOSYS),
    ({}, "prlimit64", (0, 7), "allowed"),
    ({}, "prlimit64", (1, 7), EPERM),
    ({}, "sched_setaffinity", (0,), "allowed"),
    ({}, "sched_setaffinity", (1,), EPERM),
    ({}, "setpriority", (0, 0), "allowed"),
    ({}, "setpriority", (0, 1), EPERM),
    ({}, "setpriority", (2, 0), EPERM),  # PRIO_USER: all of this uid
    ({}, "fcntl", (3, 4), "allowed"),
    ({}, "fcntl", (3, 1030), "allowed"),
    ({}, "fcntl", (3, 1024), EPERM),  # a lease
    ({}, "fcntl", (3, 1026), EPERM),  # to be told of a folder's changes
    ({}, "fcntl", (3, 1031), EPERM),  # a larger pipe
    ({}, "fcntl", (3, 4711), EPERM),
    ({}, "fallocate", (3, 0), errno.EOPNOTSUPP),
    ({}, "io_setup", (100,), EPERM),
    ({}, "syncfs", (3,), 0),
    ({}, "setsockopt", (3, 1, 2), "allowed"),  # SO_REUSEADDR
    ({}, "setsockopt", (3, 6, 1), "allowed"),  # TCP_NODELAY
    ({}, "setsockopt", (3, 0, 8), "allowed"),  # IP_PKTINFO: it is TCP_LINGER2 at another level
    ({}, "setsockopt", (3, 6, 8), EPERM),
    ({}, "setsockopt", (3, 0, 35), EPERM),
    ({}, "setsockopt", (3, 41, 20), EPERM),
    ({}, "setsockopt", (3, 41, 26), "allowed"),  # IPV6_V6ONLY
    ({}, "fcntl", (3, 8), EPERM),
    ({}, "fcntl", (3, 10), EPERM),
    ({}, "fcntl", (3, 15), EPERM),
    ({}, "ioctl", (3, 0x5401), "allowed"),  # isatty
    ({}, "ioctl", (3, 0x5412), EPERM),
    ({}, "ioctl", (3, 0x8901), EPERM),
    ({}, "ptrace", (0,), EPERM),
    ({}, "io_uring_setup", (4,), EPERM),
    ({}, "unshare", (0,), EPERM),
    ({}, "fchmod", (3, 0), 0),
    ({}, "utimensat", (3,), 0),
    ({}, "kill", (1, 9), "allowed"),  # Landlock's scope is for that
    ({}, "openat", (3, 0, 0o1000), "allowed"),
    ({}, "truncate", (0,), "allowed"),
]


def number_of(name, machine):
    for table in (seccomp.LOOKED_AT, seccomp.REFUSED, seccomp.PRETENDED):
        if name in seccomp.numbers(table, machine):
            return seccomp.numbers(table, machine)[name]


def filter_of(machine, monkeypatch, abi=7, signals=True, **policy):
    monkeypatch.setattr(landlock, "abi", lambda: abi)
    active = {layers.Layer.FILES} | ({layers.Layer.SIGNALS} if signals else set())
    return sandbox._filter(sandbox.Policy(**policy), active, machine)


@pytest.mark.parametrize("machine", seccomp.MACHINES)
@pytest.mark.parametrize("policy, name, arguments, verdict", CALLS)
def test_the_filter_judges_a_call(policy, name, arguments, verdict, machine, monkeypatch):
    program = filter_of(machine, monkeypatch, **policy)
    number = number_of(name, machine)
    assert interpret(program, number, arguments, machine=machine) == verdict
    # What an argument's upper half holds, the kernel does not see.
    dirty = [argument | 0xDEAD << 32 for argument in arguments]
    assert interpret(program, number, dirty, machine=machine) == verdict


@pytest.mark.parametrize("machine", seccomp.MACHINES)
def test_the_filter_knows_calls_by_architecture(machine, monkeypatch):
    program = filter_of(machine, monkeypatch)
    assert interpret(program, 63, machine=machine) == "allowed"  # uname, and read of arm64
    assert interpret(program, 1, arch=0x40000003) == "killed"  # i386: other numbers
    for number in (seccomp.NEWEST_KNOWN + 1, 0x40000001, 0xFFFFFFFF):  # newer, x32, none
        assert interpret(program, number, machine=machine) == ENOSYS


@pytest.mark.parametrize("machine", seccomp.MACHINES)
def test_the_filter_replaces_an_older_landlock(machine, monkeypatch):
    program = filter_of(machine, monkeypatch, abi=2, signals=False)
    me = os.getpid()

    def says(name, *arguments):
        return interpret(program, number_of(name, machine), arguments, machine=machine)

    for call in ("kill", "tkill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_open"):
        for pid in (0, me, me + 1, 2**32 - me, 2**32 - me - 1):
            assert says(call, pid) == "allowed"
        for pid in (1, me - 1, 2**32 - me + 1, 2**32 - 1):  # the last is kill(-1)
            assert says(call, pid) == EPERM
    assert says("truncate") == EPERM
    assert says("openat2") == ENOSYS
    assert says("openat", 3, 0, os.O_RDONLY) == "allowed"
    assert says("openat", 3, 0, os.O_WRONLY | os.O_TRUNC | os.O_CREAT) == "allowed"
    assert says("openat", 3, 0, os.O_RDONLY | os.O_TRUNC | os.O_CLOEXEC) == EPERM
    assert says("openat", 3, 0, 3 | os.O_TRUNC) == EPERM


@pytest.mark.parametrize(
    "machine, header",
    [
        ("x86_64", "/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
        ("aarch64", "/usr/include/asm-generic/unistd.h"),
    ],
)
def test_the_numbers_are_those_of_the_kernel_s_headers(machine, header):
    if not os.path.exists(header):
        pytest.skip("the kernel's headers are not installed")
    text = Path(header).read_text()
    kernel = dict(re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", text))
    compared = 0
    for table in (seccomp.REFUSED, seccomp.PRETENDED, seccomp.LOOKED_AT):
        for name, number in seccomp.numbers(table, machine).items():
            if name in kernel:
                assert (name, number) == (name, int(kernel[name]))
                compared += 1
    assert compared > 80


TABLES = {name: getattr(seccomp, name) for name in ("REFUSED", "PRETENDED", "LOOKED_AT")}
UNKNOWN = -1  # seccomp.h: __NR_SCMP_ERROR; below it are calls that an architecture lacks


@functools.cache
def libseccomp():
    try:
        library = ctypes.CDLL("libseccomp.so.2")
    except OSError:
        pytest.skip("libseccomp is not installed")
    library.seccomp_syscall_resolve_name_arch.argtypes = [ctypes.c_uint32, ctypes.c_char_p]
    return library


def against_libseccomp(table, machine):
    """(how many calls libseccomp knows, {name: (our number, its number)} where we differ)."""
    ours = seccomp.numbers(table, machine)
    names = {row.split()[0] for row in table.splitlines() if row.strip() and "#" not in row}
    known, different = 0, {}
    for name in names:
        number = libseccomp().seccomp_syscall_resolve_name_arch(
            seccomp.AUDIT_ARCH[machine], name.encode()
        )
        if number == UNKNOWN:  # newer than this libseccomp
            continue
        known += 1
        if ours.get(name) != (number if number >= 0 else None):
            different[name] = ours.get(name), number
    return known, different


@pytest.mark.parametrize("machine", seccomp.MACHINES)
def test_the_numbers_are_those_of_libseccomp(machine):
    """And a call that an architecture lacks has no number for it."""
    found = {name: against_libseccomp(table, machine) for name, table in TABLES.items()}
    assert {name: different for name, (_, different) in found.items() if different} == {}
    assert sum(known for known, _ in found.values()) > 80


@pytest.mark.parametrize("machine", seccomp.MACHINES)
def test_a_wrong_number_would_be_found(machine):
    wrong = "ptrace 102 118\nchown - 92\nkill 62 129\nno_such_call 1 2\n"
    known, different = against_libseccomp(wrong, machine)
    assert known == 3 and set(different) == {"ptrace", "chown"}


# ---------------------------------------------------------------- what may be read


def rules_for(monkeypatch, prefix, own_file, **values):
    monkeypatch.setattr(readable, "__file__", str(own_file))
    monkeypatch.setattr(readable, "LIBRARIES", ())
    monkeypatch.setattr(readable, "SHARED", ())
    for name, value in {
        "prefix": prefix,
        "base_prefix": prefix,
        "exec_prefix": prefix,
        "base_exec_prefix": prefix,
        **values,
    }.items():
        monkeypatch.setattr(sys, name, str(value))
    return dict(readable.rules.__wrapped__())


def make(*paths):
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")


SITE = Path("lib", f"python{sys.version_info[0]}.{sys.version_info[1]}", "site-packages")


@linux_only
def test_of_a_course_with_a_venv_inside_only_the_packages_can_be_read(tmp_path, monkeypatch):
    course, python = tmp_path / "course", tmp_path / "python"
    venv = course / ".venv"
    make(
        course / "solutions" / "one.py",
        course / ".git" / "config",
        course / "grader" / "jail" / "readable.py",
        venv / SITE / "requests" / "api.py",
        venv / "pyvenv.cfg",
        venv / "secret.txt",
        python / "lib" / "os.py",
        python / "diary.txt",
    )
    rules = rules_for(
        monkeypatch,
        venv,
        course / "grader" / "jail" / "readable.py",
        base_prefix=python,
        base_exec_prefix=python,
    )
    ours = {path for path in rules if path.startswith(str(tmp_path))}
    assert ours == {str(python / "lib"), str(venv / SITE), str(venv / "pyvenv.cfg")}


@linux_only
def test_a_grader_that_is_installed_as_a_package_is_left_out(tmp_path, monkeypatch):
    python = tmp_path / "python"
    site = python / SITE
    make(
        site / "grader" / "jail" / "readable.py",
        site / "grader" / "checks" / "answers.py",
        site / "requests" / "api.py",
        site / "six.py",
        python / "lib" / "libpython.so",
    )
    rules = rules_for(monkeypatch, python, site / "grader" / "jail" / "readable.py")
    files = {path for path, rights in rules.items() if rights & landlock.READ_FILE}
    assert str(site / "requests") in files and str(site / "six.py") in files
    assert str(python / "lib" / "libpython.so") in files
    secret = site / "grader" / "checks" / "answers.py"
    assert not files & {str(secret), *map(str, secret.parents)}
    assert rules[str(site)] == landlock.READ_DIR  # importing lists it


@linux_only
def test_what_is_readable_is_listed_once(monkeypatch):
    rules = readable.rules.__wrapped__()
    paths = [path for path, _ in rules]
    assert len(paths) == len(set(paths))
    assert all(os.path.realpath(path) == path for path in paths)
    course = str(ROOT)
    for path, rights in rules:
        inside_venv = path.startswith(os.path.realpath(sys.prefix))
        assert inside_venv or not path.startswith(course + "/") or not rights
    assert not {"/", "/etc", "/home", "/root", "/tmp", "/usr", "/var"} & set(paths)


# ---------------------------------------------------------------- the interface


@pytest.mark.parametrize(
    "wrong",
    [{"sockets": "raw"}, {"unix": True, "sockets": "udp"}, {"unix": "client"}, {"bind": (70000,)}],
)
def test_a_policy_that_would_be_a_hole_is_an_error(wrong):
    with pytest.raises(ValueError):
        sandbox.Policy(**wrong)


def test_a_policy_may_come_from_json():
    policy = sandbox.Policy(**json.loads('{"bind": [1, 2], "sockets": "tcp"}'))
    assert policy.bind == [1, 2] and policy.connect == ()


def test_each_layer_has_a_remedy():
    assert set(layers.REMEDIES) == set(layers.Layer)
    assert set(layers.Probe().missing) == set(layers.Layer)
    assert json.loads(json.dumps({"layer": layers.Layer.PORTS})) == {"layer": "tcp ports"}
    assert f"{layers.Layer.PORTS}" == "tcp ports"


@linux_only
def test_the_probe_tells_what_is_missing():
    for user in USERS:
        if command_of(user):
            result = attacks(user)
            assert ("own uid" in result["works"]) == (result["uid"] is not None)


@linux_only
def test_a_uid_is_refused_where_it_cannot_be_given():
    code = (
        f"{AS_THE_ZYGOTE}from jail import layers, sandbox\n"
        "sandbox.probe = lambda: layers.Probe()\n"
        "sandbox.Confinement(sandbox.Policy(), '/', 60706)"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True)
    assert "ValueError: no uid of its own" in done.stderr


@linux_only
def test_a_uid_is_given_once_and_owns_the_folder(tmp_path):
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "file").touch()
    code = (
        f"{AS_THE_ZYGOTE}import os, signal; from jail import credentials, reaper, sandbox\n"
        "ready, tell = os.pipe()\n"
        f"folder = {str(tmp_path)!r}; first = sandbox.spare_uid()\n"
        "if first is None: sys.exit('no uids to give')\n"
        "idle = sandbox.spare_uid()\n"  # nothing runs as the first one yet
        "is_process = os.fork() == 0; os.closerange(tell + 1, 64)\n"
        "if is_process:\n"
        "    credentials.become(first); os.write(tell, b'x'); signal.pause()\n"
        "os.read(ready, 1); second = sandbox.spare_uid()\n"
        "credentials.give_away(folder, second)\n"
        "print(first not in (idle, second), os.stat(folder + '/below/file').st_uid == second)\n"
        "reaper.end_everything(False)\n"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True)
    if "no uids to give" in done.stderr:
        pytest.skip("only root can give uids away")
    assert (done.stdout, done.stderr) == ("True True\n", "")


@linux_only
def test_a_uid_that_could_not_reach_its_folder_is_missing_before_anything_is_graded(tmp_path):
    """And with it root's bound on processes: the report must not say that all is well."""
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "import contextlib, json; from grader.launch.forked import ForkLauncher\n"
        "with contextlib.closing(ForkLauncher(web=False)) as launcher:\n"
        "    print(json.dumps([launcher.isolation(), launcher.remedies()]))"
    )

    def found(mode):
        tmp_path.chmod(mode)
        done = subprocess.run(
            [*command_of("root"), "-I", "-c", code],
            env={"TMPDIR": str(tmp_path)},
            capture_output=True,
            text=True,
        )
        return json.loads(done.stdout)

    if command_of("root") is None:
        pytest.skip("only root can give uids away")
    for above in list(tmp_path.parents)[:2]:  # pytest's own
        above.chmod(0o711)
    (_, missing), _ = found(0o711)
    if "own uid" in missing:
        pytest.skip("this root cannot give uids away")
    (level, missing), remedies = found(0o700)
    assert level == "partial" and set(missing) >= {"own uid", "process count"}
    assert "TMPDIR" in remedies["own uid"]


@linux_only
def test_a_run_without_a_scratch_folder_does_not_start():
    code = (
        f"{AS_THE_ZYGOTE}from jail import layers, sandbox\n"
        "if layers.Layer.FILES not in layers.probe().works: sys.exit('FileNotFoundError')\n"
        "sandbox.Confinement(sandbox.Policy(), '/no/such/folder')"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True)
    assert "FileNotFoundError" in done.stderr


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_elsewhere_every_layer_is_reported_missing(system):
    code = (
        "import sys, os\n"
        f"sys.platform = {system!r}\n"
        "if sys.platform == 'win32':\n"
        "    sys.modules['resource'] = None\n"
        "    del os.uname, os.fork, os.O_PATH\n"
        f"{AS_THE_ZYGOTE}from jail import layers, reaper, sandbox\n"
        "found = sandbox.protect_self()\n"
        "assert not found.works and set(found.missing) == set(layers.Layer)\n"
        "sandbox.Confinement(sandbox.Policy(), '/').enforce()\n"
        "assert reaper.enter_own_domain() is False and sandbox.spare_uid() is None\n"
        "print('fine')"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("fine\n", "")


@linux_only
def test_no_other_process_reads_the_zygote():
    code = (
        f"{AS_THE_ZYGOTE}from jail import sandbox\n"
        "sandbox.protect_self()\n"
        "import ctypes; assert ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) == 0\n"
        "print('fine')"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("fine\n", "")
