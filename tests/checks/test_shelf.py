"""The programs of the shelf get exactly the verdicts that they declare.

A few of each program's are judged beside the other tests; all the others with the tests that
are marked `long`.
"""

import dataclasses
import re

import pytest

import sentences
import shelf
from grader.course import checks, layout
from grader.course.layout import Target
from grader.report import CheckResult, ProgramResult
from samples import words
from shelf import Entry

# A program that somebody has just added need not have a shelf.
SHELVED = [target for target in layout.everything() if (shelf.SHELF / str(target)).is_dir()]


def is_script(target: Target) -> bool:
    return checks.kind(target).form == "script"


def at_once(target: Target) -> set[Entry]:
    """The wrong program of a target that loses most checks, and of some the last right one.

    One that hardly starts loses many, and shows little: it is no better than its first few.
    Solutions are judged by other tests, so that a few right programs will do here.
    """
    mine = [entry for entry in shelf.entries(target.unit) if entry.target == target]
    wrong = [entry for entry in mine if 0 < len(entry.loses) <= len(checks.load(target)) // 3]
    right = [entry for entry in mine if not entry.loses and target.unit == layout.units()[-1]]
    return {*right[-1:], *sorted(wrong, key=lambda entry: len(entry.loses))[-1:]}


EVERYTHING = shelf.everything()
AT_ONCE = set().union(*map(at_once, SHELVED))


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    "entry",
    [pytest.param(each, marks=() if each in AT_ONCE else pytest.mark.long) for each in EVERYTHING],
    ids=str,
)
def test_program_gets_its_verdict(entry: Entry, verdicts: dict[str, ProgramResult]) -> None:
    if not entry.can_be_judged:
        pytest.skip("runs have no network of their own here")
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
    assert entry.points in (None, result.score)
    assert result.status == ("failed" if entry.loses else "passed")


def is_blocked(check: CheckResult, result: ProgramResult) -> bool:
    """Whether a check that was not run names one that was lost, or not run itself."""
    return any(one.id == check.blocked_by and one.outcome != "passed" for one in result.checks)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_programs_are_told_what_somebody_has_read(verdicts: dict[str, ProgramResult]) -> None:
    """No sentence is said of a program for which the table does not have it, and none of nobody."""
    read = sentences.read_told()
    told = sentences.told(verdicts)
    new = {text: names - read.get(text, set()) for text, names in told.items()}
    assert {text: names for text, names in new.items() if names} == {}
    assert read.keys() - told.keys() == set()


def test_every_wrong_program_declares_what_is_said_of_it() -> None:
    assert [str(entry) for entry in EVERYTHING if entry.loses and not entry.says] == []


@pytest.mark.parametrize("target", [each for each in SHELVED if is_script(each)], ids=str)
def test_shelf_is_full_enough_for_sockets(target: Target) -> None:
    mine = [entry for entry in shelf.entries(target.unit) if entry.target == target]
    assert sum(not entry.loses for entry in mine) >= 8
    assert sum(bool(entry.loses) for entry in mine) >= 12


HABITS = [each for each in shelf.entries("02_rough_seas") if each.place.stem.startswith("habits_")]


def test_habits_of_the_first_unit_are_not_enough_for_the_second() -> None:
    """What a learner writes who has learnt nothing new there, in each program's better variant."""
    best: dict[Target, int] = {}
    for entry in HABITS:
        best[entry.target] = max(shelf.most_points(entry), best.get(entry.target, 0))
    assert len(best) == len(layout.programs("02_rough_seas"))
    assert sum(best.values()) <= 55, best


@pytest.mark.parametrize("entry", [each for each in EVERYTHING if each.points is not None], ids=str)
def test_declared_points_are_left_by_what_is_lost(entry: Entry) -> None:
    left = shelf.most_points(dataclasses.replace(entry, points=None))
    assert entry.points is not None and entry.points <= left


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "check", "last", "longest"),
    [
        ("tcp_client/wrong/hides_a_refusal", "fails_without_a_good_answer", "nobody listens", 3),
        ("udp_server/wrong/no_tabs", "reads_the_file", r"HOSTS_FILE has the line '\d[\d.]*\\t", 40),
        ("http_tasks/wrong/goes_round_and_round", "all_items_circle", "and so on: it asked", 9),
    ],
)
def test_the_end_of_a_story_shows_what_the_check_is_about(
    name: str, check: str, last: str, longest: int
) -> None:
    """What has to be seen of it stands in one of its last steps, and they are not too many."""
    entry = shelf.entry(shelf.SHELF / f"03_services/{name}.py")
    [(_, result)] = shelf.judge([entry], workers=1)
    [story] = [words(each.steps) for each in result.checks if each.id.endswith(f"::{check}")]
    assert len(story) <= longest
    assert re.search(last, "\n".join(story[-4:]))
