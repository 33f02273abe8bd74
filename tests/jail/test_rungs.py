"""Where a machine lacks a layer of the jail, it is said, and right programs keep every point."""

import contextlib

import pytest
from variants import first_at_once

from conftest import ROOT
from grader.course import layout
from grader.examiner.job import Job
from grader.examiner.session import examine
from grader.launch.forked import ForkLauncher
from grader.launch.plain import PlainLauncher
from launching import NO_NETWORK, NO_VIEW, needs_fork, sabotage_zygote

# Each rung of the ladder, and each layer of the first one taken away
RUNGS = {
    "all that there is": ("", set()),
    "no network": (NO_NETWORK, {"own network"}),
    "no view": (NO_VIEW, {"own view of the files"}),
    "no namespaces": (NO_NETWORK + NO_VIEW, {"own network", "own view of the files"}),
    "no Landlock": ("landlock.abi = lambda: 0\n", {"files", "signals", "leftovers"}),
    "no filter": ("layers.TRIALS[layers.Layer.SYSCALLS] = fail\n", {"syscalls"}),
}
QUICK = ("no namespaces",)
PROGRAMS = ["01_hello/tcp_server", "01_hello/udp_client", "02_rough_seas/tcp_client"]
# The others take the long proof
SOME = first_at_once(PROGRAMS)


def solution(name):
    unit, program = name.split("/")
    target = layout.Target(unit, program)
    path = ROOT / "solutions" / target.file
    beside = {each.name: each.read_bytes() for each in path.parent.glob("*.py")}
    return Job(target, beside, None, 1)


@needs_fork
@pytest.mark.parametrize(
    "sabotage, missing",
    [
        pytest.param(*rung, id=name, marks=() if name in QUICK else pytest.mark.long)
        for name, rung in RUNGS.items()
    ],
)
@pytest.mark.parametrize("name", SOME)
def test_right_programs_keep_their_points(name, sabotage, missing, monkeypatch, tmp_path):
    sabotage_zygote(monkeypatch, tmp_path, sabotage)
    with contextlib.closing(ForkLauncher(web=False)) as launcher:
        level, names = launcher.isolation()
        assert missing <= set(names)
        assert level == "partial" if missing else level in ("full", "partial")
        result = examine(solution(name), launcher)
    assert [check.id for check in result.checks if check.outcome != "passed"] == []


@pytest.mark.parametrize("name", SOME)
def test_right_programs_keep_their_points_without_a_jail(name):
    with contextlib.closing(PlainLauncher()) as launcher:
        assert launcher.isolation()[0] == "none"
        result = examine(solution(name), launcher)
    assert [check.id for check in result.checks if check.outcome != "passed"] == []
