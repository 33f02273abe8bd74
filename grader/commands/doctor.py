"""What this machine can do, found by trying: each gap with its remedy.

The attempts on the jail are made inside the very jail that learners' programs
run in, by `launch/attempts.py`, on victims that are made here.
"""

import contextlib
import importlib.metadata
import json
import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from grader.jail.policy import Policy
from grader.launch.environment import environment

ATTEMPTS = Path(__file__).parent.parent / "jail" / "attempts.py"
OLDEST_PYTHON = (3, 11)
PACKAGES = ("pytest", "pytest-timeout", "requests", "requests-mock", "rich")
SECONDS = 60.0

# The attempt's name → what a learner's program can do where it is not refused.
PROMISES = {
    "files": "read a file outside its own folder",
    "writing": "write outside its own folder",
    "environment": "read another process's environment",
    "signals": "send a signal to the grader",
    "limits_of_others": "set the grader's limits",
    "memory_of_others": "trace another process",
    "other_ports": "connect to another TCP port",
    "other_ports_by_mptcp": "connect to it round about, by MPTCP",
    "datagrams": "send datagrams in a TCP or HTTP task",
    "unix_sockets": "talk to a Unix-domain socket, such as docker's",
    "memory": "take more than 1 GiB of memory",
    "processes": "start a thousand processes",
    "leftovers": "leave a process behind",
}
ALWAYS_OPEN = "A UDP program may send datagrams to any address, and any program may ask whether a path exists."


@dataclass(frozen=True)
class Finding:
    """One line of the doctor: what was tried, whether it is well, what would help."""

    text: str
    well: bool
    remedy: str = ""
    needed: bool = False  # nothing can be graded without it


def examine(launcher):
    """All findings, in the order in which they are told."""
    return [*_basics(), *_jail(launcher)]


def render(findings, isolation):
    """The findings as text."""
    lines = [
        f"  {'✓' if f.well else '✗'} {f.text}"
        + (f"\n      {f.remedy}" if f.remedy and not f.well else "")
        for f in findings
    ]
    level, missing = isolation
    last = f"isolation: {level}" + (f" (missing: {', '.join(missing)})" if missing else "")
    return "\n".join([*lines, "", f"  {last}", f"  {ALWAYS_OPEN}"])


def _basics():
    version = platform.python_version()
    oldest = ".".join(map(str, OLDEST_PYTHON))
    yield Finding(
        f"Python {version}",
        sys.version_info >= OLDEST_PYTHON,
        f"Python {oldest} or newer is needed",
        needed=True,
    )
    missing = [name for name in PACKAGES if not _version(name)]
    found = ", ".join(f"{name} {_version(name)}" for name in PACKAGES if name not in missing)
    yield Finding(
        f"packages: {found}", not missing, f"python -m pip install {' '.join(missing)}", needed=True
    )
    yield Finding(
        "loopback: TCP and UDP on 127.0.0.1",
        _loopback("127.0.0.1"),
        "the loopback interface has to be up",
        needed=True,
    )
    yield Finding(
        "loopback: addresses such as 127.93.4.17",
        _loopback("127.93.4.17"),
        "only on Linux; programs that ignore HOST are not found out here",
    )
    yield Finding("a folder for temporary files", _can_write(), "set TMPDIR to one", needed=True)


def _version(package):
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def _loopback(host):
    try:
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            with socket.socket(socket.AF_INET, kind) as sock:
                sock.bind((host, 0))
    except OSError:
        return False
    return True


def _can_write():
    try:
        tempfile.TemporaryFile().close()
    except OSError:
        return False
    return True


def _jail(launcher):
    """One finding for each promise, then the layers that are missing with their remedies."""
    refused = _attempt(launcher)
    for name, promise in PROMISES.items():
        can = "cannot" if name in refused else "can"
        yield Finding(f"a program {can} {promise}", name in refused)
    for layer, remedy in launcher.remedies().items():
        yield Finding(f"missing: {layer}", False, remedy)


def _attempt(launcher):
    """The names of the attempts that were refused inside the jail."""
    with contextlib.ExitStack() as stack:
        outside = stack.enter_context(tempfile.TemporaryDirectory())
        scratch = tempfile.mkdtemp()
        stack.callback(shutil.rmtree, scratch, ignore_errors=True)
        aim = _victims(stack, outside)
        path = shutil.copy(ATTEMPTS, scratch)
        supervisor = stack.enter_context(contextlib.closing(launcher.supervisor()))
        run = supervisor.start(
            path,
            [json.dumps(aim)],
            stdin=b"",
            channel=False,
            environment=environment(scratch),
            policy=Policy(),
        )
        run.wait_for_end(time.monotonic() + SECONDS)
        daemon = _pid_in(Path(scratch) / "daemon")
        run.close()
        told = dict(line.split() for line in run.stdout.text.splitlines() if line.count(" ") == 1)
        refused = {name for name in PROMISES if told.get(name) == "refused"}
        if daemon and not _end(daemon):
            refused.add("leftovers")
        if (Path(outside) / "written").exists():
            refused.discard("writing")
        return refused


def _victims(stack, outside):
    """What the attempts aim at; all of it open to an ordinary program of this user."""
    os.chmod(outside, 0o777)
    secret = Path(outside) / "secret"
    secret.write_text("secret")
    secret.chmod(0o644)
    victim = stack.enter_context(
        subprocess.Popen(
            [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    )
    stack.callback(victim.kill)
    listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
    aim = {
        "folder": outside,
        "secret": str(secret),
        "victim": victim.pid,
        "port": listener.getsockname()[1],
        "unix": os.path.join(outside, "socket"),
    }
    if hasattr(socket, "AF_UNIX"):
        unix = stack.enter_context(socket.socket(socket.AF_UNIX))
        unix.bind(aim["unix"])
        unix.listen()
        os.chmod(aim["unix"], 0o777)
    return aim


def _pid_in(path):
    try:
        return int(path.read_text())
    except (OSError, ValueError):
        return None


def _end(pid):
    """End what an attempt has left behind; whether there was something to end."""
    try:
        os.kill(pid, signal.SIGKILL)
    except OSError:
        return False
    return True
