"""What `noting` notes is what coverage.py's own tracer does, and nothing is lost with a process."""

import os
import runpy
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import coverage
import pytest

import noting

SOURCE = """
import asyncio
import contextlib

@contextlib.contextmanager
def numbers(count):
    for number in range(count):
        if number % 2:
            continue
        last = yield number
    else:
        return last

def relay(values):
    yield from values

def handled(value):
    try:
        if value:
            raise ValueError(value)
        return [each for each in range(3) if each]
    except ValueError:
        return any(
            each > 1
            for each in (1, 2)
        )
    finally:
        with contextlib.suppress(KeyError):
            {}[value]

class Thing:
    value: int = 3

    async def wait(self):
        for _ in range(2):
            await asyncio.sleep(0)
        async with contextlib.AsyncExitStack():
            return (lambda: self.value)()

def matched(value):
    match value:
        case 1:
            return "a"
        case {"k": found}:
            return found
    while True:
        value -= 1
        if value < 0:
            break

with numbers(1):
    list(relay("ab")), next(relay("ab"))
handled(0), handled(1)
asyncio.run(Thing().wait())
matched(1), matched({"k": 2}), matched(5)
try:
    handled(None).missing
except AttributeError: pass
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "sample.py"
    made.write_text(SOURCE)
    noting.prepare(tmp_path, [made])
    return made


@pytest.fixture
def untraced():
    """Leave the trace function that this process had, which may be one that measures us."""
    before = sys.gettrace()
    yield
    sys.settrace(before)


def started(file: Path) -> int:
    """Run the file in an interpreter that begins as those do that are measured; give its status."""
    shutil.copy2(noting.__file__, file.parent)
    code = f"import noting, runpy; noting.begin(); runpy.run_path({str(file)!r})"
    return subprocess.run([sys.executable, "-S", "-c", code], cwd=file.parent).returncode


def taken(file: Path) -> set[noting.Arc]:
    (arcs,) = noting.noted(file.parent).values()
    return set(arcs)


def test_arcs_are_those_of_coverage(file: Path, untraced: None, monkeypatch) -> None:
    sys.settrace(noting.tracer(file.parent))
    runpy.run_path(str(file))
    monkeypatch.setenv("COVERAGE_CORE", "ctrace")
    judge = coverage.Coverage(data_file=None, branch=True, include=[str(file)], config_file=False)
    with judge.collect():
        runpy.run_path(str(file))
    # it tells which function is entered as well, for which nobody asks
    arcs = judge.get_data().arcs(str(file))
    assert arcs and taken(file) == {(max(left, -1), reached) for left, reached in arcs}


def test_each_line_counts_for_itself(file: Path, untraced: None) -> None:
    assert not taken(file)
    sys.settrace(noting.tracer(file.parent))
    exec(compile("\n\nx = 1\nif x:\n    y = 2\n", str(file), "exec"))
    sys.settrace(None)
    assert taken(file) == {(-1, 3), (3, 4), (4, 5), (5, -1)}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="without fork there are no forked children")
def test_killed_child_has_noted_all_that_it_ran(file: Path, untraced: None) -> None:
    trace = noting.tracer(file.parent)
    child = os.fork()
    if child == 0:
        sys.settrace(trace)
        exec(compile("x = 1\nimport os\nos.kill(os.getpid(), 9)\n", str(file), "exec"))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert taken(file) == {(-1, 1), (1, 2), (2, 3)}


def test_threads_are_noted_and_need_no_end(file: Path) -> None:
    file.write_text(
        "import os, threading\n"
        "def work():\n"
        "    os._exit(3)\n"
        "threading.Thread(target=work).start()\n"
        "threading.Event().wait()\n"
    )
    assert started(file) == 3
    assert taken(file) >= {(-1, 1), (1, 2), (2, 4), (-1, 3)}


def test_tracing_goes_on_after_a_recursion(file: Path) -> None:
    """Python ends it where calls are nested so deeply that there is no room for the tracer's own."""
    file.write_text(
        "import contextlib, noting\n"
        "def deeper():\n"
        "    deeper()\n"
        "with contextlib.suppress(RecursionError):\n"
        "    deeper()\n"
        "noting.pytest_runtest_logstart()\n"
        "def work():\n"
        "    pass\n"
        "work()\n"
    )
    assert started(file) == 0
    assert taken(file) >= {(-1, 8), (8, -7)}


@pytest.mark.parametrize("changed, arcs", [("", {(-1, 1), (1, -1)}), ("y = 2\n", set())])
def test_a_copy_counts_as_what_it_is_a_copy_of(
    tmp_path: Path, untraced: None, changed: str, arcs: set[noting.Arc]
) -> None:
    file, copy = (tmp_path / place / "grader" / "sample.py" for place in ("ours", "theirs"))
    for each in (file, copy):
        each.parent.mkdir(parents=True)
        each.write_text("x = 1\n")
    copy.write_text(f"x = 1\n{changed}")
    noting.prepare(file.parent, [file])
    sys.settrace(noting.tracer(file.parent))
    runpy.run_path(str(copy))
    sys.settrace(None)
    assert taken(file) == arcs
