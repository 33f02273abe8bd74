"""The programs of the shelf get exactly the verdicts that they declare.

A few of each program's right ones, and for each check one that loses it, are judged beside
the other tests; all the others with the tests that are marked `long`.
"""

from collections import Counter
from collections.abc import Iterable

import pytest

import shelf
from grader.course import checks, layout
from grader.course.layout import Target
from grader.report import CheckResult, ProgramResult
from shelf import Entry

# A program that somebody has just added need not have a shelf.
SHELVED = [target for target in layout.everything() if (shelf.SHELF / str(target)).is_dir()]


def is_script(target: Target) -> bool:
    return checks.kind(target).form == "script"


SOME = 1  # right programs


def at_once(entries: Iterable[Entry]) -> set[Entry]:
    """The first right programs of each target, and the first wrong one of each check."""
    rights: Counter[Target] = Counter()
    lost: set[tuple[Target, str]] = set()
    chosen = set()
    for entry in entries:
        names = {(entry.target, name) for name in entry.loses}
        rights[entry.target] += not names
        if names - lost or (not names and rights[entry.target] <= SOME):
            chosen.add(entry)
            lost |= names
    return chosen


EVERYTHING = shelf.everything()
AT_ONCE = at_once(EVERYTHING)


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    "entry",
    [pytest.param(each, marks=() if each in AT_ONCE else pytest.mark.long) for each in EVERYTHING],
    ids=str,
)
def test_program_gets_its_verdict(entry: Entry, verdicts: dict[str, ProgramResult]) -> None:
    result = verdicts[str(entry)]
    told = {check.id: (check.message, check.received) for check in result.checks}
    outcomes = {check.id.partition("::")[2]: check.outcome for check in result.checks}
    assert not shelf.errors(result)
    assert shelf.lost(result) == entry.loses, told
    assert not shelf.misexplained(entry, result), shelf.explained(result)
    not_run = {name for name, outcome in outcomes.items() if outcome == "not_run"}
    assert shelf.blocked(entry.target, entry.loses) <= not_run
    assert all(is_blocked(check, result) for check in result.checks if check.outcome == "not_run")
    points = sum(c.max_points for c in result.checks if c.outcome == "passed")
    assert result.score == points
    assert result.status == ("failed" if entry.loses else "passed")


def is_blocked(check: CheckResult, result: ProgramResult) -> bool:
    """Whether a check that was not run names one that was lost, or not run itself."""
    return any(one.id == check.blocked_by and one.outcome != "passed" for one in result.checks)


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
