"""The tests, by each Python of this machine.

    python tests/proof/interpreters.py [--smoke] [PYTHON ...]

Each Python that is new enough (`python3.N` on the path, what pyenv has installed, and those that
are named) gets an environment of its own in a temporary folder, and runs the second command of
README.md there. With `--smoke` only the newest and the oldest one do, but for the one that runs
this, and they run what depends on the interpreter most: the solutions have to get full marks,
programs of the shelf the verdicts that they declare, and some folders of tests have to pass.

A line for each tells what came of it; the exit status is 1 if anything failed.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from grader import prerequisites

ASK = "import sys; print(*sys.version_info[:3], hasattr(sys, '_is_gil_enabled') and not sys._is_gil_enabled())"
NEWEST = 30  # a minor version that there will not be for long
TESTS = [["-m", "pytest", "-q"]]
SMOKE = [
    ["-m", "grader", "--submission", "solutions"],
    ["tests/shelf.py", "--sample", "10"],
    ["-m", "pytest", "-q", "-n", "3", "tests/launch", "tests/failures"],
]
COUNTED = re.compile(r"\d+ (of \d+ points|programs|passed)")  # the line that tells most
BIN = "Scripts" if os.name == "nt" else "bin"


@dataclass(frozen=True, order=True)
class Interpreter:
    """A Python, and where it is."""

    version: tuple[int, ...]
    has_no_lock: bool  # it is a free-threaded one
    path: str

    def __str__(self) -> str:
        written = ".".join(map(str, self.version)) + "t" * self.has_no_lock
        return f"Python {written} ({self.path})"


class Failed(Exception):
    """Something that had to work did not; the text is the end of what was said."""


def found(named: Iterable[str]) -> list[Interpreter]:
    """Find those that are new enough, from the oldest to the newest; of equal ones the first."""
    minors = range(prerequisites.OLDEST_PYTHON[1], NEWEST)
    paths = [*named, sys.executable, *filter(None, (shutil.which(f"python3.{n}") for n in minors))]
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    paths += map(str, sorted(pyenv.glob("versions/*/bin/python")))
    interpreters: dict[tuple[tuple[int, ...], bool], Interpreter] = {}
    for each in filter(None, map(asked, paths)):
        interpreters.setdefault((each.version, each.has_no_lock), each)
    return sorted(interpreters.values())


def asked(path: str) -> Interpreter | None:
    """Ask a Python what it is; None of one that does not start or is too old."""
    done = subprocess.run([path, "-c", ASK], capture_output=True, text=True)
    if done.returncode:  # a shim of pyenv that leads nowhere
        return None
    *numbers, has_no_lock = done.stdout.split()
    version = tuple(map(int, numbers))
    is_new_enough = version[:2] >= prerequisites.OLDEST_PYTHON
    return Interpreter(version, has_no_lock == "True", path) if is_new_enough else None


def outermost(interpreters: list[Interpreter]) -> list[Interpreter]:
    """Give the oldest and the newest one; not of the version that runs this."""
    others = [each for each in interpreters if each.version[:2] != sys.version_info[:2]]
    ends = {interpreters[0], interpreters[-1]}
    return [each for each in others if each in ends]


def tried(interpreter: Interpreter, commands: Iterable[list[str]]) -> Iterator[str]:
    """Run the commands in a new environment; yield how each ended. Raises Failed."""
    with tempfile.TemporaryDirectory(prefix="environment-") as folder:
        run([interpreter.path, "-m", "venv", folder])
        python = str(Path(folder, BIN, "python"))
        run([python, "-m", "pip", "install", "--quiet", "--editable", f"{ROOT}[test]"])
        for command in commands:
            said = run([python, *command]).splitlines()
            yield next(line.strip() for line in reversed(said) if COUNTED.search(line))


def run(command: list[str]) -> str:
    """Run a command in the course's folder; give what it printed. Raises Failed."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        raise Failed(
            f"{' '.join(command)} ended with {done.returncode}\n{done.stdout.strip()[-4000:]}"
        )
    return done.stdout


def main() -> int:
    """Try them all; give the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--smoke", action="store_true", help="the newest and the oldest, in short")
    parser.add_argument("pythons", nargs="*", metavar="PYTHON", help="others than those found")
    options = parser.parse_args()
    chosen = found(options.pythons)
    if options.smoke:
        chosen = outermost(chosen)
    if not chosen:
        print("no other Python is here than the one that runs this")
    failed = 0
    for interpreter in chosen:
        began = time.monotonic()
        try:
            ended = "; ".join(tried(interpreter, SMOKE if options.smoke else TESTS))
        except Failed as failure:
            failed += 1
            ended = f"FAILED: {failure}"
        print(f"{interpreter}: {ended} ({time.monotonic() - began:.0f} s)", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
