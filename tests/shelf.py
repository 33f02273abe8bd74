"""The shelf: submissions that are right in unusual ways, or wrong in one way each.

    tests/submissions/UNIT/PROGRAM/right/NAME.py   keeps every point
    tests/submissions/UNIT/PROGRAM/wrong/NAME.py   loses exactly the checks of its `Loses:` line

Run as a script it prints what each program loses, to see while writing checks:

    python tests/shelf.py 01_hello/tcp_server [NAME ...]
"""

import ast
import contextlib
import re
import sys
from dataclasses import dataclass
from pathlib import Path

SHELF = Path(__file__).parent / "submissions"
if __name__ == "__main__":
    sys.path.insert(0, str(SHELF.parent.parent))

from grader.course import checks, layout  # noqa: E402
from grader.examiner.job import Job  # noqa: E402
from grader.grading import pool  # noqa: E402
from grader.launch import launcher  # noqa: E402


@dataclass(frozen=True)
class Entry:
    """One program of the shelf and the checks that it must lose."""

    path: Path
    loses: frozenset

    @property
    def target(self):
        return layout.Target(self.path.parts[-4], self.path.parts[-3])

    def __str__(self):
        return "/".join(self.path.parts[-4:]).removesuffix(".py")


def entries(unit, *, kinds=("right", "wrong")):
    """The shelf of a unit, in order."""
    found = []
    for kind in kinds:
        for path in sorted((SHELF / unit).glob(f"*/{kind}/*.py")):
            found.append(Entry(path, _declared(path) if kind == "wrong" else frozenset()))
    return found


def _declared(path):
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    match = re.search(r"^Loses: (.+)$", docstring, re.MULTILINE)
    if not match:
        raise ValueError(f"{path} does not say which checks it loses")
    return frozenset(name.strip() for name in match[1].split(","))


def judge(chosen, seed=1, workers=8):
    """Yield (entry, ProgramResult) for each of the entries."""
    jobs = [
        Job(entry.target, {f"{entry.target.program}.py": entry.path.read_bytes()}, None, seed)
        for entry in chosen
    ]
    waiting = {id(job): entry for job, entry in zip(jobs, chosen, strict=True)}
    with (
        contextlib.closing(launcher()) as started,
        pool.Workers(started, workers) as executor,
    ):
        for job, result in pool.run(jobs, executor, at_once=workers):
            yield waiting[id(job)], result


def lost(result):
    """The names of the checks that a program failed by itself."""
    return {
        check.id.partition("::")[2]
        for check in result.checks
        if check.outcome in ("failed", "error")
    }


def blocked(target, names):
    """The checks that are not run because one that they need was lost."""
    out = set(names)
    for check in checks.load(target):
        if out.intersection(check.needs):
            out.add(check.name)
    return out - set(names)


def _main(place, *names):
    unit, _, program = place.partition("/")
    chosen = [entry for entry in entries(unit) if program in ("", entry.target.program)]
    chosen = [entry for entry in chosen if not names or entry.path.stem in names]
    wrong = 0
    for entry, result in judge(chosen):
        if lost(result) != entry.loses:
            wrong += 1
            print(f"{entry}: declared {sorted(entry.loses)}, lost {sorted(lost(result))}")
            for check in result.checks:
                if check.outcome in ("failed", "error"):
                    print(f"    {check.id.partition('::')[2]}: {check.message} [{check.received}]")
    print(f"{len(chosen)} programs, {wrong} not as declared")


if __name__ == "__main__":
    _main(*sys.argv[1:])
