"""What this machine can do, found by trying: each gap with its remedy.

The attempts on the jail are made inside the very jail that learners' programs
run in, by `grader/jail/attempts.py`, on victims that are made here. All
of this works without any of the packages that grading needs; with them, a tiny program is judged as well.
"""

import argparse
import contextlib
import json
import os
import platform
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from grader import launch, machine, output, prerequisites, scratch
from grader.i18n import gettext, gettext_noop
from grader.jail.policy import NO_NETWORK, Policy
from grader.launch.environment import environment
from grader.launch.errors import LaunchError
from grader.launch.program import Launcher, Level
from grader.renderers import columns
from grader.text import joined
from grader.usage import Status

NAME = "doctor"
HELP = gettext_noop("Tries what this machine can do; for each gap it tells a remedy.")

ATTEMPTS = Path(__file__).parent.parent / "jail" / "attempts.py"
SECONDS = 60.0

# The attempt's name → what a learner's program can do where it is not refused.
PROMISES = {
    "files": gettext_noop("read a file outside its own folder"),
    "writing": gettext_noop("write outside its own folder"),
    "environment": gettext_noop("read another process's environment"),
    "signals": gettext_noop("send a signal to the grader"),
    "limits_of_others": gettext_noop("set the grader's limits"),
    "memory_of_others": gettext_noop("trace another process"),
    "other_ports": gettext_noop("connect to another TCP port"),
    "other_ports_by_mptcp": gettext_noop("connect to it round about, by MPTCP"),
    "datagrams": gettext_noop("send datagrams to other programs"),
    "ports_of_others": gettext_noop("keep a UDP port from others"),
    "unix_sockets": gettext_noop("talk to a Unix-domain socket, such as docker's"),
    "paths": gettext_noop("ask which files there are outside its own folder"),
    "disk": gettext_noop("fill the disk with files that it has removed and holds open"),
    "memory": gettext_noop("take more than 1 GiB of memory"),
    "processes": gettext_noop("start a thousand processes"),
    "leftovers": gettext_noop("leave a process behind"),
}
# A TCP server that passes the first check of this name, and does nothing else.
TINY_CHECK = "listens"
TINY_SERVER = b"""
import socket, sys
with socket.create_server((sys.argv[1], int(sys.argv[2]))) as server:
    server.accept()[0].close()
"""
REACHING = {"other_ports", "other_ports_by_mptcp", "datagrams", "unix_sockets"}
# Each policy under which checks run programs
POLICIES = {
    gettext_noop("a TCP program"): Policy(bind=(0,)),
    gettext_noop("a UDP program"): Policy(sockets="udp"),
    gettext_noop("a server on a Unix-domain socket"): Policy(bind=(0,), unix="serve"),
    gettext_noop("a client on a Unix-domain socket"): Policy(bind=(0,), unix=True),
    gettext_noop("an HTTP task"): NO_NETWORK,
}
ALWAYS_OPEN = gettext_noop(
    "Open everywhere: two programs may tell each other something by flock() on a file that both "
    "may read; a program sees which processes there are; it may run native code, by ctypes, or by "
    "the dynamic loader what lies in /usr/lib, which is bound as it is; memory is bounded for a "
    "process, and not for a run."
)


@dataclass(frozen=True)
class Finding:
    """One line of the doctor: what was tried, whether it is well, what would help."""

    text: str
    well: bool
    remedy: str = ""
    needed: bool = False  # nothing can be graded without it


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command: it has none."""


def run(options: argparse.Namespace) -> Status:
    """Print the findings; return WRONG_USE where nothing can be graded on this machine."""
    findings = list(_basics())
    isolation: tuple[Level, list[str]] = "none", []
    try:
        with contextlib.closing(launch.launcher(web=False)) as launcher:
            findings += [*_jail(launcher), *_grading(launcher)]
            isolation = launcher.isolation()
    except LaunchError as error:
        findings.append(
            Finding(gettext("no program can be started: {error}", error=error), False, needed=True)
        )
    output.show(render(findings, isolation, _room()))
    is_fit = all(finding.well or not finding.needed for finding in findings)
    return Status.PASSED if is_fit else Status.WRONG_USE


def _room() -> int | None:
    """Give the columns that lines may take; None where no terminal, or nobody, can tell."""
    if prerequisites.gap([NAME]) or not sys.stdout.isatty():
        return None
    return columns.of_terminal()


def render(
    findings: Iterable[Finding], isolation: tuple[Level, list[str]], room: int | None = None
) -> str:
    """Give the findings as text, in lines of at most `room` columns."""
    lines: list[str] = []
    for finding in findings:
        lines += _lines(f"  {'✓' if finding.well else '✗'} ", finding.text, room)
        if finding.remedy and not finding.well:
            lines += _lines(" " * 6, finding.remedy, room)
    level, missing = isolation
    last = gettext("isolation: {level}", level=level)
    if missing:
        names = ", ".join(missing)
        last = gettext("isolation: {level} (missing: {names})", level=level, names=names)
    lines += ["", *_lines("  ", last, room), *_lines("  ", gettext(ALWAYS_OPEN), room)]
    return "\n".join(lines)


def _lines(begin: str, text: str, room: int | None) -> Iterator[str]:
    """Yield the text as lines, the first one after its beginning and the others below it."""
    for line in columns.wrapped(text, None if room is None else room - len(begin)):
        yield begin + line
        begin = " " * len(begin)


def _basics() -> Iterator[Finding]:
    yield Finding(f"Python {platform.python_version()}", True)  # an older one is told in __main__
    yield _packages()
    for limit in machine.limits():
        text = f"{limit.name}: {limit.wrong}" if limit.wrong else limit.name
        yield Finding(text, not limit.wrong, limit.remedy, needed=True)
    yield Finding(
        gettext("loopback: addresses such as 127.93.4.17"),
        _has_many_addresses(),
        gettext("only on Linux; programs that ignore HOST are not found out here"),
    )


def _packages() -> Finding:
    gap = prerequisites.gap([NAME])
    if gap:
        return Finding(gettext("packages: {names}", names=gap.text), False, gap.remedy, needed=True)
    names = [requirement.partition(">=")[0] for requirement in prerequisites.REQUIRED]
    versions = prerequisites.installed()
    found = ", ".join(f"{name} {versions[name]}" for name in names)
    return Finding(gettext("packages: {names}", names=found), True)


def _has_many_addresses() -> bool:
    try:
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            with socket.socket(socket.AF_INET, kind) as sock:
                sock.bind(("127.93.4.17", 0))
    except OSError:
        return False
    return True


def _jail(launcher: Launcher) -> Iterator[Finding]:
    """Yield one finding for each promise, then the layers that are missing with their remedies."""
    refused = {who: _attempt(launcher, policy) for who, policy in POLICIES.items()}
    for name, promise in PROMISES.items():
        able = [who for who in refused if name not in refused[who]]
        if not able:
            yield Finding(gettext("a program cannot {do}", do=gettext(promise)), True)
        else:
            who = gettext("a program")
            if len(able) < len(refused):
                who = joined(map(gettext, able))
            yield Finding(gettext("{who} can {do}", who=who, do=gettext(promise)), False)
    for layer, remedy in launcher.remedies().items():
        yield Finding(gettext("missing: {layer}", layer=layer), False, remedy)


def _grading(launcher: Launcher) -> Iterator[Finding]:
    """Yield whether a right program is judged right, by the very way that a run takes."""
    if prerequisites.gap([NAME]):
        return
    # Imported only now, since they need the packages.
    from grader.course import checks, layout
    from grader.course.targets import Choice
    from grader.grading.collect import collect
    from grader.submissions.folder import Submission, Work

    named = (t for t in layout.everything() if TINY_CHECK in {c.name for c in checks.load(t)})
    target = next(named, None)
    if target is None:
        return
    work = Work({f"{target.program}.py": TINY_SERVER}, {}, {}, ())
    handed_in = Submission(Path("a tiny program"), Path("."), None, {target.unit: work})
    choice = Choice(target, frozenset({TINY_CHECK}))
    report = collect(handed_in, [choice], launcher, seed=1, workers=1)
    for check in report.checks:
        text = gettext("a tiny program is judged, as in any run")
        if check.outcome == "passed":
            yield Finding(text, True)
        else:
            remedy = gettext("this is not the program's fault: please tell us what stands here")
            yield Finding(f"{text}: {check.message}", False, remedy, needed=True)


def _attempt(launcher: Launcher, policy: Policy) -> set[str]:
    """Give the names of the attempts that were refused inside the jail, under this policy."""
    with contextlib.ExitStack() as stack:
        # a Unix-domain socket has to have room in its path
        short = scratch.SHORT if scratch.is_too_long(tempfile.gettempdir()) else None
        outside = stack.enter_context(tempfile.TemporaryDirectory(dir=short))
        victims = _Victims(stack, outside)
        supervisor = stack.enter_context(contextlib.closing(launcher.supervisor()))
        supervisor.network()
        folder = scratch.make_run(supervisor.room, {ATTEMPTS.name: ATTEMPTS.read_bytes()})
        run = supervisor.start(
            folder,
            ATTEMPTS.name,
            [json.dumps(victims.aim)],
            stdin=b"",
            channel=False,
            environment=environment(folder.inside),
            policy=policy,
        )
        run.wait_for_end(time.monotonic() + SECONDS)
        daemon = scratch.read(folder.outside, "daemon", 100)
        run.close()
        told = dict(line.split() for line in run.stdout.text.splitlines() if line.count(" ") == 1)
        refused = {name for name in PROMISES if told.get(name) == "refused"}
        refused |= REACHING - victims.reached()
        if daemon and not _end(daemon):
            refused.add("leftovers")
        if (Path(outside) / "written").exists():
            refused.discard("writing")
        scratch.remove(folder)
        return refused


class _Victims:
    """What the attempts aim at; all of it open to an ordinary program of this user."""

    def __init__(self, stack: contextlib.ExitStack, outside: str) -> None:
        os.chmod(outside, 0o777)
        secret = Path(outside) / "secret"
        secret.write_text("secret")
        secret.chmod(0o644)
        process = stack.enter_context(
            subprocess.Popen(
                [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        )
        stack.callback(process.kill)
        self._listeners = [stack.enter_context(socket.create_server(("127.0.0.1", 0)))]
        self._receiver = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        self._receiver.bind(("127.0.0.1", 0))
        path = os.path.join(outside, "socket")
        if hasattr(socket, "AF_UNIX"):
            self._listeners.append(stack.enter_context(socket.socket(socket.AF_UNIX)))
            self._listeners[-1].bind(path)
            self._listeners[-1].listen()
            os.chmod(path, 0o777)
        self.aim = {
            "folder": outside,
            "secret": str(secret),
            "victim": process.pid,
            "port": self._listeners[0].getsockname()[1],
            "datagrams": self._receiver.getsockname()[1],
            "unix": path,
        }

    def reached(self) -> set[str]:
        """Give the names of the attempts that have come to one of the sockets."""
        names: set[str] = set()
        for sock in (*self._listeners, self._receiver):
            sock.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            while True:
                names.add(self._receiver.recv(100).decode())
        for listener in self._listeners:
            with contextlib.suppress(BlockingIOError):
                while True:
                    with listener.accept()[0] as connection:
                        names.add(connection.recv(100).decode())
        return names


def _end(pid: bytes) -> bool:
    """End what an attempt has left behind; return whether there was something to end."""
    try:
        os.kill(int(pid), signal.SIGTERM)  # Windows knows no SIGKILL
    except (OSError, ValueError):
        return False
    return True
