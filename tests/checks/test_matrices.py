"""The checks of the checks: what the shelf shows of each check, each point and each sentence.

Two matrices have no empty row. In the first the rows are checks, and a wrong program stands in
those that it loses, by its `Loses:`. In the second they are the sentences that explain what is
wrong, and the programs that are told one stand in it, by the table `told.txt`. That both are so is
shown by `test_shelf.py`, which judges the programs.
"""

import pytest

import sentences
import shelf
from grader.course import checks, layout
from grader.course.layout import Target

SHELVED = [target for target in layout.everything() if (shelf.SHELF / str(target)).is_dir()]


def losers(target: Target) -> dict[str, set[str]]:
    """The wrong programs that lose each check of an exercise."""
    mine = [entry for entry in shelf.entries(target.unit) if entry.target == target]
    names = [check.name for check in checks.load(target)]
    return {name: {str(entry) for entry in mine if name in entry.loses} for name in names}


@pytest.mark.parametrize("target", SHELVED, ids=str)
def test_each_point_is_lost_by_some_program(target: Target) -> None:
    """A check gives all of its points or none: the points that are lost are those of the checks."""
    rows = losers(target)
    assert [name for name, names in rows.items() if not names] == []
    assert sum(check.points for check in checks.load(target) if rows[check.name]) == 20


@pytest.mark.parametrize("target", SHELVED, ids=str)
def test_each_check_is_lost_alone_by_some_program(target: Target) -> None:
    """No check is redundant: for each there is a mistake that no other one sees."""
    mine = [entry for entry in shelf.entries(target.unit) if entry.target == target]
    alone = {name for entry in mine if len(entry.loses) == 1 for name in entry.loses}
    assert {check.name for check in checks.load(target)} - alone == set()


@pytest.fixture(scope="module")
def said() -> set[str]:
    return {each.text for each in sentences.sentences()}


def test_each_sentence_is_told_to_some_program_or_has_its_reason(said: set[str]) -> None:
    told, reasons = sentences.read_told(), sentences.read_untold()
    assert said - told.keys() - reasons.keys() == set()
    assert told.keys() & reasons.keys() == set()
    assert [text for text, names in told.items() if not names] == []
    assert [text for text, reason in reasons.items() if not reason] == []


def test_tables_have_nothing_that_is_said_no_more(said: set[str]) -> None:
    assert sentences.read_told().keys() - said == set()
    assert sentences.read_untold().keys() - said == set()


def test_told_programs_are_on_the_shelf() -> None:
    wrong = {str(entry) for entry in shelf.everything() if entry.loses}
    assert set().union(*sentences.read_told().values()) - wrong == set()


def test_a_sentence_that_only_begins_like_another_is_not_said() -> None:
    forms = ("A client {told}. {what}", "A client may ask for {what}, and gets an answer.")
    known = [sentences.Sentence((form,)) for form in forms]
    told = "A client may ask for what is not there, and gets an answer. The target is /x"
    assert sentences.said_in(told, known) == {forms[1]}
    assert sentences.said_in("A client came. It had no answer.", known) == {forms[0]}
