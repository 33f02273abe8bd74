"""The programs of the shelf get exactly the verdicts that they declare.

Of unit 1 all of them. Those of unit 2 have to wait for real seconds; here it is all the
right ones, and for each check one that loses it. `python tests/shelf.py 02_rough_seas`
judges the others as well, and so does the soak.
"""

import pytest

import shelf

UNITS = shelf.course.units()


def one_for_each_check(entries):
    """The right programs, and the first wrong one of each check that is lost."""
    lost, chosen = set(), []
    for entry in entries:
        names = {(entry.target, name) for name in entry.loses}
        if not names or names - lost:
            chosen.append(entry)
            lost |= names
    return chosen


ENTRIES = [
    *shelf.entries("01_hello"),
    *(entry for unit in UNITS[1:] for entry in one_for_each_check(shelf.entries(unit))),
]


@pytest.fixture(scope="module")
def verdicts():
    """All of the shelf, judged side by side; most wrong programs only wait."""
    return {str(entry): result for entry, result in shelf.judge(ENTRIES)}


@pytest.mark.timeout(600)
@pytest.mark.parametrize("entry", ENTRIES, ids=str)
def test_program_gets_its_verdict(entry, verdicts):
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


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("program", ["tcp_server", "tcp_client", "udp_server", "udp_client"])
def test_shelf_is_full_enough_for_sockets(unit, program):
    mine = [entry for entry in shelf.entries(unit) if entry.target.program == program]
    assert sum(not entry.loses for entry in mine) >= 8
    assert sum(bool(entry.loses) for entry in mine) >= 12


@pytest.mark.parametrize("unit", UNITS)
def test_each_check_is_lost_by_some_program_alone(unit):
    """For every rule there is a wrong program, so that no check is there in vain."""
    lost = {(entry.target.program, name) for entry in shelf.entries(unit) for name in entry.loses}
    for program in shelf.course.programs(unit):
        for check in shelf.course.checks(shelf.course.Target(unit, program)):
            assert (program, check.name) in lost
