"""What the tests share: the command line as a user calls it, and submissions to call it on."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent
# Without it there are no sockets on Windows.
SYSTEM = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
sys.path.insert(0, str(ROOT))

import shelf  # noqa: E402  it needs the path
from grader.report import ProgramResult  # noqa: E402

# A busy machine is no reason to fail.
settings.register_profile("without a deadline", deadline=None)
settings.load_profile("without a deadline")


@dataclass
class Run:
    """What a user sees of one call."""

    status: int
    output: str
    errors: str
    report: dict | None

    def outcomes(self, program):
        """The outcome of each check of a program, by name."""
        return {c["id"].partition("::")[2]: c["outcome"] for c in self.program(program)["checks"]}

    def program(self, name):
        return next(p for u in self.report["units"] for p in u["programs"] if p["name"] == name)


@pytest.fixture
def grader(tmp_path):
    """Call `python -m grader` as a user does; with `report=True` read its JSON as well."""

    def call(*arguments, report=True, cwd=ROOT, env=None, timeout=120):
        file = tmp_path / "report.json"
        words = [sys.executable, "-m", "grader", *map(str, arguments)]
        if report:
            words += ["--report", f"json={file}"]
        environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), **SYSTEM, **(env or {})}
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
def small_course(tmp_path_factory):
    """A course of one unit and two programs, to be read only (see tests/small_course.py)."""
    import small_course

    return small_course.make(tmp_path_factory.mktemp("small") / "course")


@pytest.fixture
def submission(tmp_path):
    """Make a submission of unit 1 from the sources of some programs."""

    def make(**programs):
        unit = tmp_path / "submission" / "01_hello"
        unit.mkdir(parents=True, exist_ok=True)
        for name, source in programs.items():
            data = source if isinstance(source, bytes) else source.encode()
            (unit / f"{name}.py").write_bytes(data)
        return unit.parent

    return make


# ------------------------------------------------------------------ the shelf


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those that look at verdicts of the shelf come last: until then it is judged."""
    items.sort(key=needs_verdicts)


def needs_verdicts(item: pytest.Item) -> bool:
    """Whether a test looks at verdicts of the shelf."""
    return isinstance(item, pytest.Function) and "verdicts" in item.fixturenames


@pytest.fixture(scope="session", autouse=True)
def judged_meanwhile(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[shelf.Meanwhile | None]:
    """Have the programs of the shelf judged beside all other tests; most of them only wait."""
    asking = [item for item in request.session.items if needs_verdicts(item)]
    if not asking:
        yield None
        return
    chosen = [item.callspec.params["entry"] for item in asking]
    with contextlib.closing(shelf.Meanwhile(chosen, tmp_path_factory.mktemp("shelf"))) as judging:
        yield judging


@pytest.fixture(scope="session")
def verdicts(judged_meanwhile: shelf.Meanwhile) -> dict[str, ProgramResult]:
    """The result of each program of the shelf that a test of this session asks for."""
    return judged_meanwhile.verdicts()
