"""The shelf: submissions that are right in unusual ways, or wrong in one way each.

    tests/submissions/UNIT/PROGRAM/right/NAME.py   keeps every point
    tests/submissions/UNIT/PROGRAM/wrong/NAME.py   loses exactly the checks of its `Loses:` line
    …/right/NAME/PROGRAM.py                        the same, with other files in its folder

What a learner is told of a wrong one is declared as well: `Says:` has words that its
explanations must have, and `Never says:` those that would be false (several of them stand
apart by `|`). An explanation is the message and the diagnosis of a check that it lost, and the
step that tells where it stood.

One whose points matter says them as well, in a line `Points:`; checks that are not run for what
it lost cost it points, too.

A program that stands for one rule, and takes long at all the others, may say so in a line
`Judged by:`; it is then judged by these checks only, and by those that they need. One that does
what is refused in a network with others in it says so: `Needs: a network of its own`.

Run as a script it judges all of the shelf, a unit, a program, or some of a program's by name.
It prints what is not as declared, and its exit status is then 1:

    python tests/shelf.py [UNIT[/PROGRAM] [NAME ...]]
    python tests/shelf.py --sample COUNT    so many of them, others each time
"""

import ast
import contextlib
import functools
import inspect
import random
import re
import subprocess
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

SHELF = Path(__file__).parent / "submissions"
if __name__ == "__main__":
    sys.path.insert(0, str(SHELF.parent.parent))

from grader.course import checks, layout, targets  # noqa: E402
from grader.course.layout import Target  # noqa: E402
from grader.examiner.job import Job  # noqa: E402
from grader.grading import pool  # noqa: E402
from grader.launch import launcher  # noqa: E402
from grader.report import ProgramResult  # noqa: E402
from grader.submissions import folder as submission  # noqa: E402

KINDS = ("right", "wrong", "cheat")  # folders of programs, beside each other
WORKERS = 24  # they wait most of their time
STOOD = re.compile(r"(waits|stands|is busy) (in|for) .*\bline \d")  # a step that says where


@dataclass(frozen=True)
class Entry:
    """One program of the shelf, and the checks that it must lose."""

    path: Path
    loses: frozenset[str] = frozenset()
    points: int | None = None  # of all; None if it does not say
    judged_by: frozenset[str] | None = None  # None is all of them
    says: tuple[str, ...] = ()
    never_says: tuple[str, ...] = ()
    needs_network: bool = False  # of its own

    @property
    def can_be_judged(self) -> bool:
        """Whether this machine has what it needs."""
        return has_networks() or not self.needs_network

    @property
    def place(self) -> Path:
        """Its place on the shelf: the file, or a folder that holds it and others."""
        return self.path if self.path.parent.name in KINDS else self.path.parent

    @property
    def target(self) -> Target:
        """The program that it is handed in as."""
        return Target(self.place.parts[-4], self.place.parts[-3])

    def job(self, seed: int) -> Job:
        """What an examiner needs to judge it.

        Each draws with dice of its own: with the same ones all would want the same ports.
        """
        files: Mapping[str, bytes] = {f"{self.target.program}.py": self.path.read_bytes()}
        if self.place != self.path:
            files = submission.read(self.place, [self.target.unit]).units[self.target.unit].files
        own_seed = seed ^ zlib.crc32(str(self).encode())
        return Job(self.target, files, None, own_seed, self.judged_by)

    def __str__(self) -> str:
        return "/".join(self.place.parts[-4:]).removesuffix(".py")


@functools.cache
def entries(unit: str) -> tuple[Entry, ...]:
    """The shelf of a unit: the right programs and then the wrong ones, in order."""
    places = [path for kind in KINDS[:2] for path in sorted((SHELF / unit).glob(f"*/{kind}/*"))]
    return tuple(entry(place) for place in places if place.suffix == ".py" or _files_in(place))


def _files_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.py"))  # none in a folder of caches


def entry(place: Path) -> Entry:
    """The program in this file, or in this folder of several. Raises ValueError for a wrong one that does not say what it loses."""
    path = place / f"{place.parts[-3]}.py" if place.is_dir() else place
    docstring = _docstring(path.read_text(encoding="utf-8", errors="replace"))
    loses, judged_by = (_names(line, docstring) for line in ("Loses", "Judged by"))
    if not loses and place.parent.name == "wrong":
        raise ValueError(f"{path} does not say which checks it loses")
    found = Entry(path, loses)
    told = {"says": _words("Says", docstring), "never_says": _words("Never says", docstring)}
    needs_network = _words("Needs", docstring) == ("a network of its own",)
    words = [f"{found.target}::{name}" for name in judged_by]
    points = re.search(r"^Points: (\d+)$", docstring, re.MULTILINE)
    chosen = [choice.checks or frozenset() for choice in targets.choose(words, SHELF) if words]
    judges = frozenset().union(*chosen) if words else None
    return Entry(
        path,
        loses,
        int(points[1]) if points else None,
        judges,
        **told,
        needs_network=needs_network,
    )


def named(name: str) -> Entry:
    """The program of this name, such as `01_hello/tcp_server/right/twin`."""
    return entry(SHELF / name if (SHELF / name).is_dir() else SHELF / f"{name}.py")


def _docstring(source: str) -> str:
    """The docstring of a program, which need not be valid Python."""
    match = re.match(r'(?:\s|#.*\n)*(r?"""(?:.|\n)*?""")', source)
    return inspect.cleandoc(ast.literal_eval(match[1])) if match else ""


def _names(line: str, docstring: str) -> frozenset[str]:
    """The names of checks in a line of a docstring; none without that line."""
    match = re.search(rf"^{line}: (.+)$", docstring, re.MULTILINE)
    return frozenset(name.strip() for name in match[1].split(",")) if match else frozenset()


def _words(line: str, docstring: str) -> tuple[str, ...]:
    """The words in a line of a docstring, and in those that go on with it, between `|`."""
    match = re.search(rf"^{line}: (.+?)(?=\n\n|\n[A-Z]\w+( \w+)?: |\Z)", docstring, re.M | re.S)
    return tuple(" ".join(part.split()) for part in match[1].split("|")) if match else ()


def everything() -> list[Entry]:
    """All of the shelf."""
    return [entry for unit in layout.units() for entry in entries(unit)]


@functools.cache
def has_networks() -> bool:
    """Whether the runs of a program have a network of their own on this machine."""
    with (
        contextlib.closing(launcher(web=False)) as started,
        contextlib.closing(started.supervisor()) as supervisor,
    ):
        return supervisor.network().is_own


# ------------------------------------------------------------------ judging


def judge(
    chosen: Sequence[Entry], seed: int = 1, workers: int = WORKERS
) -> Iterator[tuple[Entry, ProgramResult]]:
    """Yield each of the entries with its result, as they are done."""
    jobs = [(entry, entry.job(seed)) for entry in chosen]
    return ((entry, result) for entry, _, result in judge_jobs(jobs, workers))


def judge_jobs(
    jobs: Sequence[tuple[Entry, Job]], workers: int = WORKERS
) -> Iterator[tuple[Entry, Job, ProgramResult]]:
    """Yield each of these jobs with the entry that it judges and its result, as they are done."""
    waiting = {id(job): entry for entry, job in jobs}
    with (
        contextlib.closing(launcher()) as started,
        pool.Workers(started, workers) as executor,
    ):
        for job, result in pool.run([job for _, job in jobs], executor, at_once=workers):
            yield waiting[id(job)], job, result


class Meanwhile:
    """Judges programs of the shelf in a process of its own, while others do something else."""

    def __init__(self, chosen: Iterable[Entry], folder: Path) -> None:
        """Begin; the folder is for what that process says."""
        self._verdicts, self._errors = folder / "verdicts.json", folder / "errors.txt"
        names = folder / "entries.txt"
        names.write_text("\n".join(map(str, chosen)), encoding="utf-8")
        words = [sys.executable, __file__, "--json"]
        with names.open() as given, self._verdicts.open("w") as out, self._errors.open("w") as err:
            self._process = subprocess.Popen(words, stdin=given, stdout=out, stderr=err)

    def verdicts(self) -> dict[str, ProgramResult]:
        """The result of each program by its name, when all of them are judged."""
        status = self._process.wait()
        assert status == 0, self._errors.read_text(encoding="utf-8")
        return msgspec.json.decode(self._verdicts.read_bytes(), type=dict[str, ProgramResult])

    def close(self) -> None:
        """End it, whether it is done or not."""
        self._process.terminate()
        self._process.wait()


# ------------------------------------------------------------------ reading results


def lost(result: ProgramResult) -> set[str]:
    """The names of the checks that a program failed by itself."""
    return {check.id.partition("::")[2] for check in result.checks if check.outcome == "failed"}


def errors(result: ProgramResult) -> list[str]:
    """What went wrong on the grader's side, in whatever check: no verdict of any program."""
    return [
        f"{check.id.partition('::')[2]} has an error: {check.message}"
        for check in result.checks
        if check.outcome == "error"
    ]


def explained(result: ProgramResult) -> str:
    """All that is said of the checks that a program failed: what, why, and where it stood."""
    failed = [check for check in result.checks if check.outcome == "failed"]
    told = [f"{check.message} {check.diagnosis or ''}" for check in failed]
    steps = (step for check in failed for step in check.steps)
    return "\n".join([*told, *(step for step in steps if STOOD.search(step))])


def misexplained(entry: Entry, result: ProgramResult) -> list[str]:
    """What is said of a program that should not be, and what should be and is not."""
    told = explained(result).casefold()
    missing = [f"does not say {words!r}" for words in entry.says if words.casefold() not in told]
    return missing + [f"says {words!r}" for words in entry.never_says if words.casefold() in told]


def amiss(entry: Entry, result: ProgramResult) -> list[str]:
    """What is not as the program declares it: what it lost, its points, and what it is told."""
    found = errors(result) + misexplained(entry, result)
    if entry.points not in (None, result.score):
        found.insert(0, f"declared {entry.points} points, has {result.score}")
    if lost(result) != entry.loses:
        found.insert(0, f"declared {sorted(entry.loses)}, lost {sorted(lost(result))}")
    return found


def most_points(entry: Entry) -> int:
    """The points of a program, or those that are left to it at most by what it loses."""
    if entry.points is not None:
        return entry.points
    gone = entry.loses | blocked(entry.target, entry.loses)
    return sum(check.points for check in checks.load(entry.target) if check.name not in gone)


def blocked(target: Target, names: Iterable[str]) -> set[str]:
    """The checks that are not run because one that they need was lost."""
    out = set(names)
    for check in checks.load(target):
        if out.intersection(check.needs):
            out.add(check.name)
    return out - set(names)


# ------------------------------------------------------------------ as a script


def _main(place: str = "", *names: str) -> int:
    if place == "--json":
        return _tell_as_json(sys.stdin.read().splitlines())
    if place == "--sample":
        return _judged(random.sample(everything(), int(names[0])))
    unit, _, program = place.partition("/")
    chosen = [
        entry
        for entry in everything()
        if unit in ("", entry.target.unit)
        and program in ("", entry.target.program)
        and (not names or entry.place.stem in names)
    ]
    unknown = set(names) - {entry.place.stem for entry in chosen}
    if unknown or not chosen:
        print(f"the shelf has no {' or '.join(sorted(unknown)) or place}", file=sys.stderr)
        return 2
    return _judged(chosen)


def _judged(chosen: Sequence[Entry]) -> int:
    """Judge these, and print what is not as declared; the exit status."""
    wrong = 0
    for entry, result in judge([entry for entry in chosen if entry.can_be_judged]):
        if found := amiss(entry, result):
            wrong += 1
            print(f"{entry}: {'; '.join(found)}")
            print_lost(result)
    print(f"{len(chosen)} programs, {wrong} not as declared")
    return 1 if wrong else 0


def print_lost(result: ProgramResult) -> None:
    """Print what is said of each check that a program lost."""
    for check in result.checks:
        if check.outcome == "failed":
            print(f"    {check.id.partition('::')[2]}: {check.message} [{check.received}]")
            print(f"        why: {check.diagnosis}", flush=True)


def _tell_as_json(names: Iterable[str]) -> int:
    """Judge the programs of these names, and print all that is said of them."""
    results = {str(entry): result for entry, result in judge(list(map(named, names)))}
    sys.stdout.buffer.write(msgspec.json.encode(results))
    return 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
