"""An exercise is its three files, whatever its name and kind; and what a checks file may hold."""

import pytest
from made_course import UNIT, Course

ANY_CHECK = '''
from grader.course.checks import Kind, check

KIND = Kind("module", network="none")


@check(points=20)
def test_works(functions):
    """Works as it should.

    Hint: Is it this?
    """
    functions.expect(functions.call("answer"), 42)
'''
ANY_SOLUTION = "def answer():\n    return 42\n"


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path / "course")


@pytest.fixture
def graded(grader, course):
    """Grade a solution by a checks file of this text; the run."""

    def call(checks, solution=ANY_SOLUTION, *arguments):
        course.add("task", checks=checks, solution=solution)
        return grader("--submission", "solutions", *arguments, cwd=course.folder)

    return call


# ------------------------------------------------------------------ names and kinds

SCRIPT = '''
from grader.course.checks import Kind, check
from grader.subjects.base import Subject

KIND = Kind("script", network="none")


@check(points=20)
def test_greets(examination, word):
    """Greets whom its option names.

    Hint: What does argparse do?
    """
    name = word()
    examination.start(["--greet", name])
    Subject(examination).expect_printed(f"hello {name}")
'''
SCRIPT_SOLUTION = """
import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--greet")
print("hello", parser.parse_args().greet)
"""
MOCKED = '''
from grader.course.checks import Kind, check
from grader.peers.http.script import Response

KIND = Kind("module", network="mocked")


@check(points=20)
def test_fetches(http, word):
    """Fetches a page as text.

    Hint: Which function of requests?
    """
    text = word()
    url = http.page(lambda request: Response(200, text.encode(), ()))
    http.expect(http.call("fetch", url), text)
'''
MOCKED_SOLUTION = "import requests\n\n\ndef fetch(url):\n    return requests.get(url).text\n"


def test_exercises_of_new_names_and_kinds_are_three_files_each(grader, course):
    course.add("greeter", checks=SCRIPT, solution=SCRIPT_SOLUTION)
    course.add("fetching", checks=MOCKED, solution=MOCKED_SOLUTION)
    course.add("reckoning", checks=ANY_CHECK, solution=ANY_SOLUTION)
    solved = grader("--submission", "solutions", cwd=course.folder)
    assert (solved.status, solved.report["score"], solved.report["max_score"]) == (0, 60, 60)
    begun = grader(cwd=course.folder)
    programs = begun.report["units"][0]["programs"]
    assert {program["name"]: program["status"] for program in programs} == {
        "fetching": "not_started",
        "greeter": "not_started",
        "reckoning": "not_started",
    }


def test_one_module_is_graded_alone(grader, course):
    """The launcher is told what kinds of programs there will be."""
    course.add("fetching", checks=MOCKED, solution=MOCKED_SOLUTION)
    run = grader("fetching", "--submission", "solutions", cwd=course.folder)
    assert run.report["score"] == 20


WRONG_KINDS = [
    (
        ANY_CHECK,
        "",
        "a check asks for a module, but the KIND of its file is script with network real",
    ),
    (
        SCRIPT,
        'KIND = Kind("module", network="none")',
        "a check asks for a script, but the KIND of its file is module with network none",
    ),
]


@pytest.mark.parametrize("checks, kind, says", WRONG_KINDS)
def test_check_that_asks_for_what_its_kind_has_not_is_an_error_of_ours(graded, checks, kind, says):
    said = next(line for line in checks.splitlines() if line.startswith("KIND"))
    run = graded(checks.replace(said, kind))
    (check,) = run.report["units"][0]["programs"][0]["checks"]
    assert (run.status, check["outcome"]) == (3, "error")
    assert says in check["message"]


def test_script_without_a_network_gets_no_socket(graded):
    checks = SCRIPT.replace("examination.start(", "examination.start(policy=Policy(), arguments=")
    run = graded(
        checks.replace(
            "from grader.subjects", "from grader.jail.policy import Policy\nfrom grader.subjects"
        )
    )
    (check,) = run.report["units"][0]["programs"][0]["checks"]
    assert (
        "a network that is real, but the KIND of its file is script with network none"
        in check["message"]
    )


@pytest.mark.parametrize(
    "kind", ['Kind("progam")', 'Kind(network="fast")', 'Kind(network="mocked")', '"script"']
)
def test_kind_that_is_none_is_said_at_once(graded, kind):
    said = 'KIND = Kind("module", network="none")'
    run = graded(ANY_CHECK.replace(said, f"KIND = {kind}"))
    assert run.status == 3
    assert "BadChecks" in run.errors and len(run.errors.splitlines()) == 1


# ------------------------------------------------------------------ what a checks file may hold


@pytest.mark.parametrize(
    "more",
    [
        "import grader.course.checks\n",
        "from grader.course import checks\n",
        "from grader.course import checks as check_module\nimport grader.course\n",
        "class Helper:\n    check = 'a word'\n\n\nhelper = Helper()\n",
        "from unittest.mock import MagicMock\n\nhelper = MagicMock()\n",
    ],
)
def test_checks_file_may_import_and_define_what_it_likes(graded, more):
    run = graded(more + ANY_CHECK)
    assert (run.status, run.report["score"], run.report["max_score"]) == (0, 20, 20)


def test_checks_file_may_use_dataclasses_with_postponed_annotations(graded):
    more = (
        "from __future__ import annotations\n\nfrom dataclasses import dataclass\n\n\n"
        "@dataclass\nclass Case:\n    number: int = 1\n\n\n"
    )
    assert graded(more + ANY_CHECK).status == 0


def test_checks_file_is_imported_once(graded, tmp_path):
    """The examiner runs the functions that the course has read, not a second copy of them."""
    log = tmp_path / "log"
    run = graded(
        f"open({str(log)!r}, 'a').write('imported')\n" + ANY_CHECK, ANY_SOLUTION, "--jobs", "1"
    )
    assert (run.status, log.read_text()) == (0, "imported")


def test_fixtures_of_a_unit_are_found(graded, course):
    checks = ANY_CHECK.replace("(functions)", "(functions, number)").replace("42)", "number)")
    course.add("task", checks=checks, solution=ANY_SOLUTION)
    conftest = course.folder / "grader/checks" / UNIT / "conftest.py"
    conftest.write_text("import pytest\n\n\n@pytest.fixture\ndef number():\n    return 42\n")
    assert graded(checks).status == 0


def test_plain_assert_is_an_error_that_names_its_source(graded):
    more = "    total = 1\n    assert (\n        total == 2\n    )\n"
    run = graded(ANY_CHECK + more)
    (check,) = run.report["units"][0]["programs"][0]["checks"]
    line = (ANY_CHECK + more).count("\n") - 1
    assert check["outcome"] == "error"
    assert check["message"].startswith(
        "The grader made a mistake, not you: AssertionError: assert ("
    )
    assert "total == 2" in check["message"]
    assert f"(test_task.py, line {line})" in check["message"]


def test_plain_assert_with_words_of_its_own_keeps_them(graded):
    run = graded(ANY_CHECK + '    assert not functions, "never so"\n')
    (check,) = run.report["units"][0]["programs"][0]["checks"]
    assert "never so [assert not functions" in check["message"]


def test_check_that_skips_itself_is_an_error(graded):
    """It was not judged: that must not pass for a pass."""
    run = graded("import pytest\n" + ANY_CHECK + '    pytest.skip("not today")\n')
    (check,) = run.report["units"][0]["programs"][0]["checks"]
    assert (check["outcome"], run.status) == ("error", 3)
    assert "not today" in check["message"]


# ------------------------------------------------------------------ several cases, errors

CASES = '''
import pytest

from grader.course.checks import Kind, check
from grader.failures.errors import Mismatch, NotHere

KIND = Kind("module", network="none")
RAISED = {{"failed": Mismatch("wrong"), "error": KeyError("ours"), "not_run": NotHere("none here")}}


@check(points=10)
@pytest.mark.parametrize("case", {cases})
def test_cases(functions, examination, case):
    """Works in every case.

    Hint: Is it this?
    """
    examination.scene.transcript.step(f"the case {{case}}")
    functions.call("answer")
    if case in RAISED:
        raise RAISED[case]


@check(points=10, needs="cases")
def test_after(functions):
    """Works afterwards as well.

    Hint: Is it this?
    """
    functions.call("answer")
'''


def outcomes(run):
    return {c["id"].partition("::")[2]: c for c in run.report["units"][0]["programs"][0]["checks"]}


@pytest.mark.parametrize(
    "cases, outcome, score, of",
    [
        (["fine", "well"], "passed", 20, 20),
        (["failed", "fine"], "failed", 0, 20),
        (["fine", "failed"], "failed", 0, 20),
        (["failed", "error", "fine"], "error", 0, 0),
        (["not_run", "fine"], "not_run", 0, 0),
        (["not_run", "failed"], "failed", 0, 20),
    ],
)
def test_worst_case_of_a_check_decides(graded, cases, outcome, score, of):
    run = graded(CASES.format(cases=cases))
    check, after = outcomes(run).values()
    assert check["outcome"] == outcome
    worst = next(case for case in cases if outcome in (case, "passed"))
    if outcome != "not_run":  # which has no story
        assert f"the case {worst}" in check["steps"]
    assert after["outcome"] == ("passed" if outcome == "passed" else "not_run")
    assert (run.report["score"], run.report["max_score"]) == (score, of)


def test_unfinished_function_is_not_started_in_all_cases(graded):
    run = graded(CASES.format(cases=["a", "b"]), "def answer():\n    raise NotImplementedError\n")
    assert {check["outcome"] for check in outcomes(run).values()} == {"not_started"}
    assert outcomes(run)["cases"]["blocked_by"] is None


def test_check_without_a_case_is_an_error(graded):
    assert outcomes(graded(CASES.format(cases=[])))["cases"]["outcome"] == "error"


DICE = '''
import pytest

from grader.course.checks import Kind, check

KIND = Kind("module", network="none")


@check(points=10)
def test_one(functions, examination):
    """Is thrown alone, as ever.

    Hint: Is it this?
    """
    examination.scene.transcript.step(str(examination.dice.random()))


@check(points=10)
@pytest.mark.parametrize("case", [1, 2])
def test_two(functions, examination, case):
    """Is thrown for each case.

    Hint: Is it this?
    """
    with open({log!r}, "a") as file:
        print(examination.dice.random(), file=file)
'''


def test_each_case_has_dice_of_its_own(graded, tmp_path):
    import random

    log = tmp_path / "log"
    run = graded(DICE.format(log=str(log)), ANY_SOLUTION, "--seed", "5")
    assert outcomes(run)["one"]["steps"] == [str(random.Random(f"5:{UNIT}/task:one").random())]
    assert log.read_text().split() == [
        str(random.Random(f"5:{UNIT}/task:two[{case}]").random()) for case in (1, 2)
    ]


def test_cases_of_a_check_stand_together(graded):
    """Even where pytest would sort the cases of two checks into each other."""
    shared = 'pytest.mark.parametrize("case", ["x", "y"], scope="module")'
    checks = CASES.format(cases=["x"]).replace("pytest.mark.parametrize(\"case\", ['x'])", shared)
    checks = checks.replace(
        '@check(points=10, needs="cases")', f'@check(points=10, needs="cases")\n@{shared}'
    )
    checks = checks.replace("def test_after(functions)", "def test_after(functions, case)")
    checks = checks.replace(
        "    if case in RAISED",
        '    if case == "y":\n        raise RAISED["failed"]\n    if case in RAISED',
    )
    run = graded(checks)
    assert {name: check["outcome"] for name, check in outcomes(run).items()} == {
        "cases": "failed",
        "after": "not_run",
    }


def test_what_an_error_blocks_costs_nothing_either(graded):
    run = graded(CASES.format(cases=["error"]))
    check, after = outcomes(run).values()
    assert (check["max_points"], after["max_points"], after["outcome"]) == (0, 0, "not_run")
    program = run.report["units"][0]["programs"][0]
    assert (program["status"], program["max_score"], run.status) == ("error", 0, 3)


def test_one_check_is_run_with_all_that_it_needs(graded):
    run = graded(CASES.format(cases=["fine"]), ANY_SOLUTION, "07/task::after")
    assert list(outcomes(run)) == ["cases", "after"]
    run = graded(CASES.format(cases=["fine"]), ANY_SOLUTION, "07/task::test_cases")
    assert list(outcomes(run)) == ["cases"]
    assert (run.report["score"], run.report["max_score"], run.status) == (10, 10, 0)
