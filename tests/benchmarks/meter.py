"""Counts the CPU time of all processes of a piece of work, whoever waits for them in the end.

What a process has used is known to the one that waits for it (`getrusage`). A grader's programs
are waited for by others, or by nobody: half of the time was missing there. A control group counts
all that its processes use, and theirs, until they have ended (cgroups(7)). So the work is done
in a group of its own; where none can be made, the count is less exact, and says so.
"""

import contextlib
import os
import resource
import select
import shlex
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SECONDS_BETWEEN_LOOKS = 0.5  # at the memory of all processes
SECONDS_TO_LEAVE = 10  # for processes that the work leaves behind


@dataclass
class Count:
    """A count of CPU seconds; `told` says how it counts, `warning` what is wrong with it."""

    told: str
    seconds: Callable[[], float]
    warning: str = ""
    folder: Path | None = None  # of the control group that is the work's own

    def join(self) -> None:
        """Take this process into the count, and whatever it starts from now on."""
        if self.folder:
            (self.folder / "cgroup.procs").write_text(str(os.getpid()))

    def command(self, words: Sequence[object]) -> list[str]:
        """Give the command that takes itself into the count before it is these words."""
        if not self.folder:
            return list(map(str, words))
        join = f'echo $$ > {shlex.quote(str(self.folder))}/cgroup.procs && exec "$@"'
        return ["sh", "-c", join, "sh", *map(str, words)]

    def pids(self) -> list[int]:
        """The processes that are counted now."""
        if not self.folder:
            return []
        return [int(pid) for pid in (self.folder / "cgroup.procs").read_text().split()]

    def wait_until_empty(self) -> None:
        """Wait until all processes of the group have ended, or for SECONDS_TO_LEAVE each."""
        for pid in self.pids():
            with contextlib.suppress(ProcessLookupError):
                ended = os.pidfd_open(pid)
                select.select([ended], [], [], SECONDS_TO_LEAVE)
                os.close(ended)


@contextlib.contextmanager
def count() -> Iterator[Count]:
    """Yield the best count that this machine has."""
    around = _group_around()
    if around is None:
        yield Count(
            "getrusage of the children",
            lambda: sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]),
            "there are no control groups here: processes that nobody waits for are not counted",
        )
        return
    own = around / f"benchmark-{os.getpid()}"
    try:
        own.mkdir()
    except OSError as error:
        yield Count(
            f"the control group {around}",
            lambda: _seconds(around),
            f"no group of its own can be made here ({error}): all that runs beside is counted too",
        )
        return
    try:
        yield Count(f"a control group of its own ({own})", lambda: _seconds(own), "", own)
    finally:
        (around / "cgroup.procs").write_text(str(os.getpid()))  # it may have joined
        _end(own)


def _end(group: Path) -> None:
    """Remove a group once its processes have ended; one that is not empty then stays behind."""
    Count("", lambda: 0.0, folder=group).wait_until_empty()
    with contextlib.suppress(OSError):
        group.rmdir()


def _group_around() -> Path | None:
    """Find the control group of this process that counts CPU time."""
    lines = [line.split(":", 2) for line in Path("/proc/self/cgroup").read_text().splitlines()]
    paths = {name: path for _, names, path in lines for name in names.split(",")}
    for line in Path("/proc/self/mountinfo").read_text().splitlines():
        before, _, after = line.partition(" - ")
        system, _, options = after.split(" ", 2)
        name = {"cgroup": "cpuacct", "cgroup2": ""}.get(system)
        if name is None or name not in paths or (name and name not in options.split(",")):
            continue
        mounted = Path(before.split(" ")[4])
        # in a container, the path may be one of the system outside
        for group in (mounted / paths[name].lstrip("/"), mounted):
            with contextlib.suppress(OSError):
                _seconds(group)
                return group
    return None


def _seconds(group: Path) -> float:
    old = group / "cpuacct.usage"  # of version 1
    if old.exists():
        return int(old.read_text()) / 1e9
    used = dict(line.split() for line in (group / "cpu.stat").read_text().splitlines())
    return int(used["usage_usec"]) / 1e6


# ------------------------------------------------------------------ a command


@dataclass
class Cost:
    """What a command has cost: seconds, and bytes of memory at most."""

    wall: float
    cpu: float
    status: int
    own_peak: int = 0  # of the process itself
    all_peak: int = 0  # of all processes; what several share is counted once
    output: bytes = field(default=b"", repr=False)


def measure(
    command: Sequence[object],
    counted: Count,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Cost:
    """Run a command to its end, and to that of all that it leaves behind."""
    before, began = counted.seconds(), time.monotonic()
    own_peak = all_peak = 0
    with subprocess.Popen(
        counted.command(command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,
        cwd=folder,
    ) as process:
        output = b""
        while process.returncode is None:
            try:
                output, _ = process.communicate(timeout=SECONDS_BETWEEN_LOOKS)
            except subprocess.TimeoutExpired:
                own_peak = max(own_peak, _memory(process.pid, "status", "VmHWM"))
                now = sum(_memory(pid, "smaps_rollup", "Pss") for pid in counted.pids())
                all_peak = max(all_peak, now)
    wall = time.monotonic() - began
    counted.wait_until_empty()
    cpu = counted.seconds() - before
    return Cost(wall, cpu, process.returncode, own_peak, all_peak, output)


def _memory(pid: int, file: str, name: str) -> int:
    """Read a number of bytes of a process; 0 where it has ended."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/{file}").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) * 1024
    return 0
