"""Mutation testing of the rooms that judge: `checks/`, `peers/` and `failures/`.

    python -m pip install --editable ".[test,proof]"
    python tests/proof/mutants.py [--count N] [--seed N] [--folder DIR]

Draws N mutants (300; see `mutating`), a third of them in each room, and tries each of them: it is
killed when a test fails, or when a program of the shelf gets another verdict or explanation than
it declares. Only those that reach the changed line are asked, at most a few of them
(see `reaching`): what survives these is tried by more, and is printed if it survives them too.
A mutant that hangs is killed as well; one that nobody reaches is printed as such.

The same seed draws the same mutants, and a higher N more of them. In the folder (mutants/) is kept
who reaches what, and what became of each mutant: a run that was interrupted goes on. It is good for
one state of the code only. To find out who reaches what takes about fifteen minutes of a core, and a
mutant about five seconds, or a minute if it survives. Linux only: a mutant is loaded by a fork of
this process, in which none of the grader's rooms has been imported.
"""

import argparse
import contextlib
import importlib.machinery
import itertools
import json
import multiprocessing
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from multiprocessing import connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import CodeType
from typing import Any, NoReturn

sys.path[:0] = [
    str(path) for path in (*Path(__file__).parents[:3], Path(__file__).parents[1] / "support")
]

import dns.message  # noqa: F401  what is imported here is there in each fork
import h11  # noqa: F401
import hypothesis  # noqa: F401
import pytest
import requests_mock  # noqa: F401

import mutating
import reaching
from grader.launch import launcher
from grader.launch.program import Launcher
from mutating import ROOMS, ROOT, Mutant
from reaching import Judge

AT_ONCE = 6  # they wait most of their time
FEW_TESTS, MORE_TESTS = 30, 90
FEW_PROGRAMS, MORE_PROGRAMS = 5, 24
SECONDS = 300.0  # after which a mutant hangs


@dataclass(frozen=True)
class Outcome:
    """What became of a mutant, and who noticed it, or how many did not."""

    name: str
    became: str  # killed, hangs, survived, not reached
    by: str
    function: str
    was: str
    is_now: str


def main() -> int:
    """Try the mutants that are asked for; 1 if any survived."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=Path("mutants"))
    options = parser.parse_args()
    options.folder = options.folder.absolute()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    options.folder.mkdir(exist_ok=True)
    programs, tests = (options.folder / f"reached_by_{who}.jsonl" for who in ("programs", "tests"))
    _in_a_fork(reaching.judge_shelf, programs)
    _in_a_fork(reaching.run_tests, tests)
    judges = [*reaching.read(programs).values(), *reaching.read(tests).values()]
    results = options.folder / f"outcomes_{options.seed}.jsonl"
    known = _known(results)
    drawn = draw(options.count, options.seed)
    left = [mutant for mutant in drawn if mutant.name not in known]
    with contextlib.closing(launcher()) as started, results.open("a", encoding="utf-8") as kept:
        for outcome in tried(left, judges, started, options.seed):
            known[outcome.name] = outcome
            print(json.dumps(asdict(outcome)), file=kept, flush=True)
            print(f"{outcome.became:12} {outcome.name}  {outcome.by}", flush=True)
    return told([known[mutant.name] for mutant in drawn])


def draw(count: int, seed: int) -> list[Mutant]:
    """Draw so many mutants, as many in each room."""
    return [mutant for room in ROOMS for mutant in _drawn(room, count // len(ROOMS), seed)]


def _drawn(room: str, count: int, seed: int) -> list[Mutant]:
    every = mutating.mutants(room)
    shuffled = random.Random(f"{seed} {room}").sample(every, len(every))
    return list(itertools.islice((each for each in shuffled if each.is_python), count))


def told(outcomes: Sequence[Outcome]) -> int:
    """Print what became of them, and those that nobody noticed; 1 if there are any."""
    unnoticed = [each for each in outcomes if each.became in ("survived", "not reached")]
    for each in unnoticed:
        print(f"\n{each.became}: {each.name} in {each.function or 'the module'} ({each.by})")
        print(f"    - {each.was}\n    + {each.is_now}")
    for room in ROOMS:
        of_room = [each for each in outcomes if each.name.startswith(f"grader/{room}/")]
        counts = Counter(each.became for each in of_room)
        print(f"{room}: {len(of_room)} mutants;", ", ".join(f"{n} {b}" for b, n in counts.items()))
    return 1 if unnoticed else 0


def _known(results: Path) -> dict[str, Outcome]:
    lines = results.read_text(encoding="utf-8").splitlines() if results.exists() else []
    return {outcome.name: outcome for outcome in (Outcome(**json.loads(line)) for line in lines)}


def _in_a_fork(call: Callable[[Path], None], kept: Path) -> None:
    """Call something that imports the rooms, which this process must not."""
    process = multiprocessing.get_context("fork").Process(target=call, args=(kept,))
    process.start()
    process.join()


# ------------------------------------------------------------------ one after the other


@dataclass
class _Trial:
    """A mutant, and the judges that are asked now, and afterwards."""

    mutant: Mutant
    steps: list[tuple[str, ...]]
    asked: int = 0


@dataclass(eq=False)
class _Running:
    """A process that tries a mutant."""

    trial: _Trial
    process: BaseProcess
    pipe: Any
    began: float

    @property
    def hangs(self) -> bool:
        """Whether it has taken too long."""
        return time.monotonic() - self.began > SECONDS

    @property
    def is_over(self) -> bool:
        """Whether it has ended, or hangs."""
        return self.hangs or not self.process.is_alive()

    def noticed(self) -> str:
        """Who noticed the mutant, or nothing; ends the process. Raises NotTried."""
        told = self.pipe.recv() if self.pipe.poll() else f"its process ends by {self.end()}"
        self.end()
        if isinstance(told, NotTried):
            raise told
        return str(told)

    def end(self) -> int | None:
        """End the process, and all that it has started; its status."""
        assert self.process.pid
        for number in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)
            self.process.join(5)
        return self.process.exitcode


def tried(
    mutants: Sequence[Mutant], judges: Sequence[Judge], started: Launcher, seed: int
) -> Iterator[Outcome]:
    """Yield what became of each mutant; some are tried at once."""
    left = [_trial(mutant, judges, seed) for mutant in mutants]
    running: list[_Running] = []
    try:
        while left or running:
            while left and len(running) < AT_ONCE:
                trial = left.pop(0)
                if trial.steps:
                    running.append(_begin(trial, started))
                else:
                    became = "survived" if trial.asked else "not reached"
                    yield _outcome(trial, became, f"{trial.asked} asked")
            connection.wait([each.process.sentinel for each in running], 1.0)
            for each in [each for each in running if each.is_over]:
                running.remove(each)
                noticed = each.noticed()
                if noticed:
                    yield _outcome(each.trial, "hangs" if each.hangs else "killed", noticed)
                else:
                    each.trial.asked += len(each.trial.steps.pop(0))
                    left.insert(0, each.trial)
    finally:
        for each in running:
            each.end()


def _outcome(trial: _Trial, became: str, by: str) -> Outcome:
    mutant = trial.mutant
    return Outcome(mutant.name, became, by, mutant.function, *mutant.shown())


def _trial(mutant: Mutant, judges: Sequence[Judge], seed: int) -> _Trial:
    """Choose who is asked: a few tests, a few programs, more tests, more programs."""
    dice = random.Random(f"{seed} {mutant.name}")
    reached = [each for each in judges if each.reaches(mutant.file, *mutant.lines)]
    name = mutant.function.rpartition(".")[2]
    tests = _chosen([each for each in reached if each.is_test], name, MORE_TESTS, dice)
    programs = _chosen([each for each in reached if not each.is_test], name, MORE_PROGRAMS, dice)
    steps = (
        tests[:FEW_TESTS],
        programs[:FEW_PROGRAMS],
        tests[FEW_TESTS:],
        programs[FEW_PROGRAMS:],
    )
    return _Trial(mutant, [step for step in steps if step])


def _chosen(judges: list[Judge], function: str, most: int, dice: random.Random) -> tuple[str, ...]:
    return tuple(each.name for each in reaching.choose(judges, function, most, dice))


# ------------------------------------------------------------------ in a fork


def _begin(trial: _Trial, started: Launcher) -> _Running:
    """Begin with a process that loads a mutant, and asks the next ones about it."""
    context = multiprocessing.get_context("fork")
    near, far = context.Pipe(duplex=False)
    process = context.Process(target=_try, args=(trial.mutant, trial.steps[0], started, far))
    process.start()
    far.close()
    return _Running(trial, process, near, time.monotonic())


def _try(mutant: Mutant, names: tuple[str, ...], started: Launcher, pipe: Any) -> NoReturn:
    """Send who noticed a mutant, or nothing if nobody did."""
    os.setsid()
    os.chdir(ROOT)
    silent = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(silent, number)
    _load_instead(ROOT / mutant.file, mutant.text())
    ask = _failing_test if "::" in names[0] else _other_verdict
    try:
        noticed = ask(names, started)
    except NotTried as error:
        pipe.send(error)
        os._exit(1)
    except BaseException as error:  # it cannot even be loaded
        noticed = repr(error)
    pipe.send(noticed[:300])
    os._exit(0)


def _load_instead(file: Path, text: str) -> None:
    """Have this text loaded for a file. What is on the disk stays, and with it a stamp of plays."""
    loader: Any = importlib.machinery.SourceFileLoader
    get_code = loader.get_code

    def mutated(self: Any, name: str) -> CodeType:
        if self.path == str(file):
            return compile(text, self.path, "exec", dont_inherit=True)
        code = get_code(self, name)
        assert isinstance(code, CodeType)
        return code

    loader.get_code = mutated


def _failing_test(names: tuple[str, ...], started: Launcher) -> str:
    """Run tests; the first that fails, or nothing. Raises NotTried if one is not there."""
    failed: list[str] = []

    class Failures:
        def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
            failed.extend([report.nodeid] if report.failed else [])

        def pytest_collectreport(self, report: pytest.CollectReport) -> None:
            failed.extend([f"{report.nodeid}, which cannot be read"] if report.failed else [])

    words = ["-q", "-x", "-n", "0", "-m", "", "-p", "no:cacheprovider", *names]
    status = pytest.main(words, plugins=[Failures()])
    if failed or status == 0:
        return failed[0] if failed else ""
    raise NotTried(f"pytest ends with {status!r}: is what it was asked for still there?")


def _other_verdict(names: tuple[str, ...], started: Launcher) -> str:
    """Judge programs of the shelf; the first whose verdict is another one, or nothing."""
    import shelf
    from grader.examiner import session
    from grader.grading import pool

    chosen = {
        id(job): (entry, job) for entry, job in ((e, e.job(1)) for e in map(shelf.named, names))
    }
    session.warm_up({entry.target for entry, _ in chosen.values()})
    jobs = [job for _, job in chosen.values()]
    with contextlib.suppress(_Noticed), pool.Workers(started, len(jobs)) as executor:
        for job, result in pool.run(jobs, executor):
            entry, _ = chosen[id(job)]
            if amiss := shelf.amiss(entry, result):
                noticed = f"{entry}: {'; '.join(amiss)}"
                raise _Noticed  # ends the others at once
        return ""
    return noticed


class NotTried(Exception):
    """Those who reached a line when that was found out are not there any more."""


class _Noticed(Exception):
    """A verdict is another than the declared one."""


if __name__ == "__main__":
    sys.exit(main())
