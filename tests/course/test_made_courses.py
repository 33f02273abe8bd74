"""An exercise is its three files, whatever its name and kind; and what a checks file may hold."""

import random
import subprocess
import sys

import pytest

from made_course import UNIT, Course
from samples import words

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
    """Grade a solution by each of these checks files; the run."""

    def call(*checks, solution=ANY_SOLUTION, arguments=()):
        for number, text in enumerate(checks):
            course.add(f"task_{number}", checks=text, solution=solution)
        return grader("--submission", "solutions", *arguments, cwd=course.folder)

    return call


def results(run):
    """The checks of each program of a run, by their names."""
    return [
        {check["id"].partition("::")[2]: check for check in program["checks"]}
        for program in run.report["units"][0]["programs"]
    ]


def only(run):
    """The only check of the only program of a run."""
    (checks,) = results(run)
    (check,) = checks.values()
    return check


# ------------------------------------------------------------------ names and kinds

SCRIPT = '''
from grader.course.checks import Kind, check

KIND = Kind("script", network="none")


@check(points=20)
def test_greets(script, word):
    """Greets whom its option names.

    Hint: What does argparse do?
    """
    name = word()
    script.start("--greet", "name.txt", files={"name.txt": name.encode()})
    script.expect_printed(f"hello {name}")
'''
SCRIPT_SOLUTION = """
import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--greet")
print("hello", open(parser.parse_args().greet).read())
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


WEB_CLIENT = '''
from grader.course.checks import Kind, check
from grader.jail.policy import Policy
from grader.peers.http.script import Response, Site
from grader.peers.http.server import HttpServer

KIND = Kind("script")


@check(points=20)
def test_writes_the_body(examination, script, word):
    """Writes the body of the page.

    Hint: What ends the headers?
    """
    server = HttpServer(script.scene, examination.ports.reserve(), Site())
    script.scene.servers.append(server)
    server.listen()
    text = word()
    url = server.site.page(server.url("page"), lambda request: Response(200, text.encode()))
    script.start(url, policy=Policy(connect=(server.address[1],)))
    script.expect_printed(text)
    script.expect_status(0)
    server.close()
'''
WEB_CLIENT_SOLUTION = """
import socket, sys
from urllib.parse import urlsplit

url = urlsplit(sys.argv[1])
with socket.create_connection((url.hostname, url.port)) as sock:
    sock.sendall(f"GET {url.path} HTTP/1.1\\r\\nHost: {url.netloc}\\r\\n"
                 "Connection: close\\r\\n\\r\\n".encode())
    print(sock.makefile("rb").read().partition(b"\\r\\n\\r\\n")[2].decode())
"""


@pytest.mark.long
def test_server_that_a_script_talks_to_may_live_in_the_examiner(grader, course):
    """Whatever the check waits for, the one wait loop has the server do its work."""
    course.add("web_client", checks=WEB_CLIENT, solution=WEB_CLIENT_SOLUTION)
    run = grader("--submission", "solutions", cwd=course.folder)
    assert run.report["score"] == 20, run.output


@pytest.mark.long
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


@pytest.mark.long
def test_one_module_is_graded_alone(grader, course):
    """The launcher is told what kinds of programs there will be."""
    course.add("fetching", checks=MOCKED, solution=MOCKED_SOLUTION)
    run = grader("fetching", "--submission", "solutions", cwd=course.folder)
    assert run.report["score"] == 20


def of_kind(checks, kind):
    said = next(line for line in checks.splitlines() if line.startswith("KIND"))
    return checks.replace(said, kind)


def test_check_that_asks_for_what_its_kind_has_not_is_an_error_of_ours(graded):
    no_network = 'KIND = Kind("module", network="none")'
    with_sockets = SCRIPT.replace("files=", "policy=Policy(), files=")
    run = graded(
        of_kind(ANY_CHECK, ""),
        of_kind(SCRIPT, no_network),
        of_kind(MOCKED, no_network),
        "from grader.jail.policy import Policy\n" + with_sockets,
    )
    assert run.status == 3
    checks = [check for (check,) in (checks.values() for checks in results(run))]
    assert {check["outcome"] for check in checks} == {"error"}
    says = [
        "asks for a module, but the KIND of its file is script with network real",
        "asks for a script, but the KIND of its file is module with network none",
        "a network that is mocked, but the KIND of its file is module with network none",
        "a network that is real, but the KIND of its file is script with network none",
    ]
    assert [
        text for text, check in zip(says, checks, strict=True) if text not in check["message"]
    ] == []


@pytest.mark.parametrize(
    "kind", ['Kind("progam")', 'Kind(network="fast")', 'Kind(network="mocked")', '"script"']
)
@pytest.mark.long
def test_kind_that_is_none_is_said_at_once(graded, kind):
    run = graded(of_kind(ANY_CHECK, f"KIND = {kind}"))
    assert run.status == 3
    check = only(run)
    assert check["outcome"] == "error" and "BadChecks" in check["message"]


# ------------------------------------------------------------------ what a checks file may hold


HARMLESS = [
    "import grader.course.checks\n",
    "from grader.course import checks\n",
    "from grader.course import checks as check_module\nimport grader.course\n",
    "class Helper:\n    check = 'a word'\n\n\nhelper = Helper()\n",
    "from unittest.mock import MagicMock\n\nhelper = MagicMock()\n",
    "from __future__ import annotations\n\nfrom dataclasses import dataclass\n\n\n"
    "@dataclass\nclass Case:\n    number: int = 1\n\n\n",
]


@pytest.mark.long
def test_checks_file_may_import_and_define_what_it_likes(graded):
    run = graded(*(more + ANY_CHECK for more in HARMLESS))
    assert {program["score"] for program in run.report["units"][0]["programs"]} == {20}
    assert (run.status, run.report["max_score"]) == (0, 20 * len(HARMLESS))


@pytest.mark.long
def test_checks_file_is_imported_once(graded, tmp_path):
    """The examiner runs the functions that the course has read, not a second copy of them."""
    log = tmp_path / "log"
    run = graded(
        f"open({str(log)!r}, 'a').write('imported')\n" + ANY_CHECK, arguments=("--jobs", "1")
    )
    assert (run.status, log.read_text()) == (0, "imported")


@pytest.mark.long
def test_fixtures_of_a_unit_are_found(graded, course):
    checks = ANY_CHECK.replace("(functions)", "(functions, number)").replace("42)", "number)")
    course.add("task_0", checks=checks, solution=ANY_SOLUTION)
    conftest = course.folder / "grader/checks" / UNIT / "conftest.py"
    conftest.write_text("import pytest\n\n\n@pytest.fixture\ndef number():\n    return 42\n")
    assert graded(checks).status == 0


def test_plain_assert_is_an_error_that_names_its_source(graded):
    more = "    total = 1\n    assert (\n        total == 2\n    )\n"
    run = graded(ANY_CHECK + more)
    check = only(run)
    line = (ANY_CHECK + more).count("\n") - 1  # or the one above: each Python has its own mind
    assert check["outcome"] == "error"
    assert check["message"].startswith(
        "The grader made a mistake, not you: AssertionError: assert ("
    )
    assert "total == 2" in check["message"]
    assert check["message"].endswith(
        (f"(test_task_0.py, line {line})", f"(test_task_0.py, line {line - 1})")
    )


@pytest.mark.long
def test_plain_assert_with_words_of_its_own_keeps_them(graded):
    run = graded(ANY_CHECK + '    assert not functions, "never so"\n')
    check = only(run)
    assert "never so [assert not functions" in check["message"]


@pytest.mark.long
def test_check_that_skips_itself_is_an_error(graded):
    """It was not judged: that must not pass for a pass."""
    run = graded("import pytest\n" + ANY_CHECK + '    pytest.skip("not today")\n')
    check = only(run)
    assert (check["outcome"], run.status) == ("error", 3)
    assert "not today" in check["message"]


# ------------------------------------------------------------------ several cases, errors

CASES = '''
import subprocess
import sys

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


BY_CASES = [
    (["fine", "well"], "passed", 20, 20),
    (["failed", "fine"], "failed", 0, 20),
    (["fine", "failed"], "failed", 0, 20),
    (["failed", "error", "fine"], "error", 0, 0),
    (["not_run", "fine"], "not_run", 0, 0),
    (["not_run", "failed"], "failed", 0, 20),
]


@pytest.mark.long
def test_worst_case_of_a_check_decides(graded):
    run = graded(*(CASES.format(cases=cases) for cases, *_ in BY_CASES))
    programs = run.report["units"][0]["programs"]
    for program, checks, wanted in zip(programs, results(run), BY_CASES, strict=True):
        cases, outcome, score, most = wanted
        assert (program["score"], program["max_score"]) == (score, most), cases
        assert checks["cases"]["outcome"] == outcome, cases
        assert checks["after"]["outcome"] == ("passed" if outcome == "passed" else "not_run"), cases
        worst = next(case for case in cases if outcome in (case, "passed"))
        if outcome != "not_run":  # which has no story
            assert f"the case {worst}" in words(checks["cases"]["steps"])


@pytest.mark.long
def test_unfinished_function_is_not_started_in_all_cases(graded):
    stub = "def answer():\n    raise NotImplementedError\n"
    (checks,) = results(graded(CASES.format(cases=["a", "b"]), solution=stub))
    assert {check["outcome"] for check in checks.values()} == {"not_started"}
    assert checks["cases"]["blocked_by"] is None


@pytest.mark.long
def test_check_without_a_case_is_an_error(graded):
    (checks,) = results(graded(CASES.format(cases=[])))
    assert checks["cases"]["outcome"] == "error"


DICE = '''
import subprocess
import sys

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


@pytest.mark.long
def test_each_case_has_dice_of_its_own(graded, tmp_path):
    log = tmp_path / "log"
    (checks,) = results(graded(DICE.format(log=str(log)), arguments=("--seed", "5")))
    assert words(checks["one"]["steps"]) == [str(random.Random(f"5:{UNIT}/task_0:one").random())]
    assert log.read_text().split() == [
        str(random.Random(f"5:{UNIT}/task_0:two[{case}]").random()) for case in (1, 2)
    ]


@pytest.mark.long
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
    (found,) = results(graded(checks))
    assert {name: check["outcome"] for name, check in found.items()} == {
        "cases": "failed",
        "after": "not_run",
    }


@pytest.mark.long
def test_what_an_error_blocks_costs_nothing_either(graded):
    run = graded(CASES.format(cases=["error"]))
    ((check, after),) = (checks.values() for checks in results(run))
    assert (check["max_points"], after["max_points"], after["outcome"]) == (0, 0, "not_run")
    program = run.report["units"][0]["programs"][0]
    assert (program["status"], program["max_score"], run.status) == ("error", 0, 3)


@pytest.mark.parametrize(
    "word, names", [("07/task_0::after", ["cases", "after"]), ("07/task_0::test_cases", ["cases"])]
)
def test_one_check_is_run_with_all_that_it_needs(graded, word, names):
    run = graded(CASES.format(cases=["fine"]), arguments=(word,))
    assert [list(checks) for checks in results(run)] == [names]
    points = 10 * len(names)
    assert (run.report["score"], run.report["max_score"], run.status) == (points, points, 0)


def test_checks_that_cannot_be_loaded_are_an_error_of_that_program_alone(grader, course):
    course.add("broken", checks="import nothing_of_this_name\n", solution="")
    course.add("reckoning", checks=ANY_CHECK, solution=ANY_SOLUTION)
    run = grader("--submission", "solutions", cwd=course.folder)
    assert (run.status, run.report["score"], run.report["max_score"]) == (3, 20, 20)
    assert run.program("reckoning")["status"] == "passed"
    (check,) = run.program("broken")["checks"]
    assert (check["outcome"], check["max_points"]) == ("error", 0)
    assert "No module named 'nothing_of_this_name' (test_broken.py, line 1)" in check["message"]


def test_fixture_that_is_not_there_is_named_with_the_check(graded):
    run = graded(ANY_CHECK.replace("def test_works(functions)", "def test_works(funktions)"))
    assert run.status == 3
    assert "there is no fixture 'funktions'" in only(run)["message"]


@pytest.mark.long
def test_check_that_never_ends_is_an_error_that_says_so(course):
    """pytest-timeout is the last resort: here after a second."""
    course.add("task", checks=ANY_CHECK + "    while True:\n        pass\n", solution=ANY_SOLUTION)
    hurried = (
        "from grader.examiner import suite; suite.SECONDS_PER_CHECK = 1;"
        "from grader.cli import main; raise SystemExit(main(['--submission', 'solutions']))"
    )
    words = [sys.executable, "-c", hurried]
    done = subprocess.run(words, cwd=course.folder, capture_output=True, text=True, timeout=60)
    assert done.returncode == 3
    assert "Timeout (>1.0s)" in done.stdout
