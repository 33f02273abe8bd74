"""What the tests share: the command line as a user calls it, and submissions to call it on."""

import contextlib
import gc
import itertools
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent.parent
# All tests speak English, whatever language the developer's own environment asks for, and see what
# a person sees, also where a workflow runs them.
for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "CI"):
    os.environ.pop(name, None)
# A shell has what it starts in the background ignore Ctrl-C, and nohup has it ignore the end of the
# terminal: so would all that the tests start.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) == signal.SIG_IGN:
    signal.signal(signal.SIGHUP, signal.SIG_DFL)

# Without it there are no sockets on Windows.
SYSTEM = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
sys.path.insert(0, str(ROOT))

import shelf  # noqa: E402  it needs the path
from grader.report import ProgramResult  # noqa: E402

# What has to hold for any input is tried with few of them, the same ones in each run, so that a
# failure is one of the change. `--hypothesis-profile=proof` tries many, and others each time.
# A busy machine is no reason to fail, and a fixture is as good for the next input.
ALWAYS = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("quick", ALWAYS, derandomize=True, max_examples=20)
settings.register_profile("proof", ALWAYS, max_examples=2000, print_blob=True)
settings.load_profile("quick")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Have nobody look for garbage among the thousands of tests: it took a third of the time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


@dataclass
class Run:
    """What a user sees of one call."""

    status: int
    output: str
    errors: str
    report: dict[str, Any] | None

    def outcomes(self, program: str) -> dict[str, str]:
        """The outcome of each check of a program, by name."""
        return {c["id"].partition("::")[2]: c["outcome"] for c in self.program(program)["checks"]}

    def program(self, name: str) -> dict[str, Any]:
        """What the report says of a program."""
        assert self.report, self.errors
        return next(p for u in self.report["units"] for p in u["programs"] if p["name"] == name)


@pytest.fixture(autouse=True)
def own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a state of its own, as of a user who has never called the grader."""
    folder = tmp_path_factory.mktemp("user") / "state"
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    return folder


@pytest.fixture
def grader(tmp_path: Path, own_state: Path) -> Callable[..., Run]:
    """Call `python -m grader` as a user does; with `report=True` read its JSON as well."""

    def call(
        *arguments: object,
        report: bool = True,
        cwd: Path = ROOT,
        env: Mapping[str, str] | None = None,
        timeout: float = 120,
    ) -> Run:
        file = tmp_path / "report.json"
        words = [sys.executable, "-m", "grader", *map(str, arguments)]
        if report:
            words += ["--report", f"json={file}"]
        own = {"HOME": str(tmp_path), "XDG_STATE_HOME": str(own_state)}
        environment = {"PATH": os.environ["PATH"], **own, **SYSTEM, **(env or {})}
        done = subprocess.run(
            words,
            cwd=cwd,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=timeout,
            stdin=subprocess.DEVNULL,
        )
        data = json.loads(file.read_text()) if report and file.exists() else None
        assert "Traceback" not in done.stderr, done.stderr
        return Run(done.returncode, done.stdout, done.stderr, data)

    return call


@pytest.fixture(scope="session")
def small_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course of one unit and two programs, to be read only (see tests/support/small_course.py)."""
    import small_course

    return small_course.make(tmp_path_factory.mktemp("small") / "course")


@pytest.fixture
def submission(tmp_path: Path) -> Callable[..., Path]:
    """Make a submission of unit 1 from the sources of some programs."""

    def make(**programs: str | bytes) -> Path:
        unit = tmp_path / "submission" / "01_hello"
        unit.mkdir(parents=True, exist_ok=True)
        for name, source in programs.items():
            data = source if isinstance(source, bytes) else source.encode()
            (unit / f"{name}.py").write_bytes(data)
        return unit.parent

    return make


# ------------------------------------------------------------------ the shelf
#
# Its programs mostly wait, so they are judged beside the other tests. One process of pytest
# begins with them, and looks at their verdicts last; of several (`-n`), one does nothing else.


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Move the tests that look at verdicts of the shelf behind all others, or before them."""
    items.sort(key=lambda item: (not _entries(item)) == _is_one_of_several(config))


def _is_one_of_several(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")  # as pytest-xdist says it


def _entries(item: pytest.Item) -> Sequence[shelf.Entry]:
    """The programs of the shelf whose verdicts a test looks at: its own, or all that are wrong."""
    if not isinstance(item, pytest.Function) or "verdicts" not in item.fixturenames:
        return ()
    if hasattr(item, "callspec"):
        entry = item.callspec.params["entry"]
        assert isinstance(entry, shelf.Entry)
        return [entry]
    return [entry for entry in shelf.everything() if entry.loses and entry.can_be_judged]


@pytest.fixture(scope="session")
def judging(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[shelf.Meanwhile]:
    """The programs that this session asks for, while they are judged."""
    chosen = dict.fromkeys(itertools.chain.from_iterable(map(_entries, request.session.items)))
    with contextlib.closing(shelf.Meanwhile(chosen, tmp_path_factory.mktemp("shelf"))) as judging:
        yield judging


@pytest.fixture(scope="session", autouse=True)
def judged_meanwhile(request: pytest.FixtureRequest) -> None:
    """Begin with the programs of the shelf at once, where their verdicts are looked at last."""
    if any(map(_entries, request.session.items)) and not _is_one_of_several(request.config):
        request.getfixturevalue("judging")


@pytest.fixture(scope="session")
def verdicts(judging: shelf.Meanwhile) -> dict[str, ProgramResult]:
    """The result of each program of the shelf that a test of this session asks for."""
    return judging.verdicts()
