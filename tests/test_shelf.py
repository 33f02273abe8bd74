"""The programs of the shelf get exactly the verdicts that they declare.

Of unit 1 all of them. Those of the other units have to wait for real seconds; here it is all
the right ones, and for each check one that loses it. `python tests/shelf.py` judges all.
"""

from collections.abc import Iterable

import pytest

import shelf
from grader.course import checks, layout
from grader.course.layout import Target
from grader.report import ProgramResult
from shelf import Entry

FIRST, *OTHERS = layout.units()
# A program that somebody has just added need not have a shelf.
SHELVED = [target for target in layout.everything() if (shelf.SHELF / str(target)).is_dir()]


def is_script(target: Target) -> bool:
    return checks.kind(target).form == "script"


def one_for_each_check(entries: Iterable[Entry]) -> list[Entry]:
    """The right programs, and the first wrong one of each check that is lost."""
    lost: set[tuple[Target, str]] = set()
    chosen = []
    for entry in entries:
        names = {(entry.target, name) for name in entry.loses}
        if not names or names - lost:
            chosen.append(entry)
            lost |= names
    return chosen


ENTRIES = [
    *shelf.entries(FIRST),
    *(entry for unit in OTHERS for entry in one_for_each_check(shelf.entries(unit))),
]


@pytest.mark.timeout(600)
@pytest.mark.parametrize("entry", ENTRIES, ids=str)
def test_program_gets_its_verdict(entry: Entry, verdicts: dict[str, ProgramResult]) -> None:
    result = verdicts[str(entry)]
    told = {check.id: (check.message, check.received) for check in result.checks}
    outcomes = {check.id.partition("::")[2]: check.outcome for check in result.checks}
    assert "error" not in outcomes.values(), told
    assert shelf.lost(result) == entry.loses, told
    blocked = shelf.blocked(entry.target, entry.loses)
    assert {name for name, outcome in outcomes.items() if outcome == "not_run"} == blocked
    points = sum(c.max_points for c in result.checks if c.outcome == "passed")
    assert result.score == points
    assert result.status == ("failed" if entry.loses else "passed")


@pytest.mark.parametrize("target", [each for each in SHELVED if is_script(each)], ids=str)
def test_shelf_is_full_enough_for_sockets(target: Target) -> None:
    mine = [entry for entry in shelf.entries(target.unit) if entry.target == target]
    assert sum(not entry.loses for entry in mine) >= 8
    assert sum(bool(entry.loses) for entry in mine) >= 12


@pytest.mark.parametrize("target", SHELVED, ids=str)
def test_each_check_is_lost_by_some_program(target: Target) -> None:
    """For every rule there is a wrong program, so that no check is there in vain."""
    mine = [entry for entry in shelf.entries(target.unit) if entry.target == target]
    lost = {name for entry in mine for name in entry.loses}
    assert {check.name for check in checks.load(target)} <= lost
