"""The course's own lint: this course is sound, and each thing that could be wrong is one line."""

import re
import shutil

import pytest
from variants import first_at_once

import small_course
from grader.commands import verify

CHECKS = "grader/checks/01_hello/test_tcp_client.py"
STUB = "assignments/01_hello/tcp_client.py"
SOLUTION = "solutions/01_hello/tcp_client.py"
README = "assignments/01_hello/README.md"


@pytest.fixture
def course(tmp_path):
    """A small course to break."""
    return small_course.make(tmp_path / "course")


def change(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.long
def test_this_course_is_sound(grader):
    run = grader("verify", report=False)
    assert (run.status, run.output, run.errors) == (0, "The course is sound.\n", "")


# ------------------------------------------------------------------ names and numbers

NAMES = [
    (STUB, f"{STUB}: missing, though there is {SOLUTION}"),
    (SOLUTION, f"{SOLUTION}: missing, though there is {STUB}"),
    (CHECKS, f"{CHECKS}: missing, though there is {STUB}"),
]


@pytest.mark.parametrize("name, says", first_at_once(NAMES), ids=lambda value: value[:12])
def test_missing_file(grader, course, name, says):
    (course / name).unlink()
    run = grader("verify", report=False, cwd=course)
    assert run.status == 1
    assert says in run.output.splitlines()


@pytest.mark.parametrize("name, _", first_at_once(NAMES), ids=lambda value: value[:12])
def test_file_too_many(grader, course, name, _):
    extra = name.replace("tcp_client", "telnet")
    shutil.copy(course / name, course / extra)
    run = grader("verify", report=False, cwd=course)
    assert run.status == 1
    assert f"though there is {extra}" in run.output


def test_unit_without_checks(grader, course):
    shutil.copytree(course / "assignments/01_hello", course / "assignments/07_seven")
    run = grader("verify", report=False, cwd=course)
    assert run.status == 1
    line = (
        "grader/checks/07_seven/test_tcp_client.py: missing, though there is assignments/07_seven"
    )
    assert line in run.output


NUMBERS = [
    (CHECKS, "points=4", "points=3", f"{CHECKS}: its points add up to 19, not 20"),
    (CHECKS, "points=4", "points=0", f"{CHECKS}: sends_hello has 0 points; it takes a whole"),
    (CHECKS, "points=4", "points=4.0", f"{CHECKS}: sends_hello has 4.0 points; it takes a whole"),
    (CHECKS, '"""Connects', '"""\n    Hint: Connects', f"{CHECKS}: connects has no title"),
    (CHECKS, "    Hint: ", "    Note: ", " of at least 3 hints"),
    (CHECKS, 'after="connects"', 'needs="ends"', "needs ends, which is no check before it"),
    (CHECKS, 'after="connects"', 'after="ends"', "comes after ends, which is no check before it"),
    (CHECKS, 'after="connects"', 'needs="prints_the_answer"', "which is no check before it"),
    (CHECKS, "def test_connects", "def test_sends_hello", f"{CHECKS}: test_sends_hello is there 2"),
    (
        CHECKS,
        '@check(points=4, after="connects", shown_by=[says_hello])',
        "# ",
        f"{CHECKS}: test_sends_hello has no @check",
    ),
    (CHECKS, "@check", "@chek", f"{CHECKS}: cannot be imported: NameError: name 'chek'"),
    (CHECKS, "@check", "(", f"{CHECKS}: cannot be imported: SyntaxError"),
    (CHECKS, "@check", "exit()\n@check", f"{CHECKS}: cannot be imported: SystemExit"),
    (
        CHECKS,
        "@check(points=7,",
        "KIND = 'web'\n@check(points=7,",
        "test_tcp_client.py is not a Kind, but 'web'",
    ),
    (
        CHECKS,
        "tcp_client.expect_hello(server)",
        "assert server",
        " is a plain assert; a check asks its peer to expect something",
    ),
    (
        README,
        "`sends_hello` | 4 |",
        "`sends_hello` | 5 |",
        f"{README}, tcp_client.py: “Rules”: `sends_hello` has 4 points, and not 5",
    ),
    (README, "## tcp_client.py", "## client", f"{README}: no section “## tcp_client.py”"),
]


@pytest.mark.parametrize(
    "name, old, new, says",
    first_at_once(NUMBERS, most=2),
)
def test_wrong_number(grader, course, name, old, new, says):
    change(course / name, old, new)
    run = grader("verify", report=False, cwd=course)
    assert run.status == 1
    assert any(says in line for line in run.output.splitlines()), run.output
    assert "1 finding" in run.output or name == CHECKS


@pytest.mark.long
def test_points_of_a_unit_follow_from_its_programs(grader, course):
    for name in (STUB, SOLUTION, CHECKS):
        (course / name).unlink()
    run = grader("verify", report=False, cwd=course)
    assert (run.status, run.output, run.errors) == (0, "The course is sound.\n", "")


@pytest.mark.long
def test_unit_may_have_programs_of_other_names(grader, course):
    for name in (STUB, SOLUTION, CHECKS):
        shutil.copy(course / name, course / name.replace("tcp_client", "telnet"))
    readme = course / README
    text = readme.read_text(encoding="utf-8")
    section = text[text.index("## tcp_client.py") : text.index("## udp_server.py")]
    readme.write_text(text + section.replace("tcp_client", "telnet"), encoding="utf-8")
    run = grader("verify", report=False, cwd=course)
    assert (run.status, run.output, run.errors) == (0, "The course is sound.\n", "")


@pytest.mark.long
def test_module_of_a_solution_is_no_program(grader, course):
    """But one that nothing imports is a program that lacks its other files."""
    (course / "solutions/01_hello/words.py").write_text("import more\n")
    (course / "solutions/01_hello/more.py").write_text("HI = b'hi'\n")
    run = grader("verify", report=False, cwd=course)
    assert f"{STUB.replace('tcp_client', 'words')}: missing" in run.output
    change(course / SOLUTION, "import", "import words\nimport")
    run = grader("verify", report=False, cwd=course)
    assert "words.py" not in run.output and "more.py" not in run.output


def test_unit_without_readme(grader, course):
    (course / README).unlink()
    run = grader("verify", report=False, cwd=course)
    assert (run.status, run.output) == (1, f"{README}: missing\n1 finding\n")


# ------------------------------------------------------------------ programs


@pytest.mark.long
def test_programs_that_are_not_what_they_should_be(grader, course):
    shutil.copy(course / SOLUTION, course / STUB)
    change(course / "solutions/01_hello/tcp_server.py", 'b"hi"', 'b"ho"')
    change(course / "assignments/01_hello/tcp_server.py", "import socket", "import sockets")
    run = grader("verify", report=False, cwd=course)
    server, client, solution, count = run.output.splitlines()
    assert client == f"{STUB}: a stub is “not started”; this one is “passed”, with 20 points"
    assert server.startswith(
        "assignments/01_hello/tcp_server.py: a stub is “not started”; this one"
    )
    assert solution.startswith("solutions/01_hello/tcp_server.py: 17 of 20 points with seed ")
    assert solution.endswith("; lost: answers_hi")
    assert (count, run.status) == ("3 findings", 1)


@pytest.mark.long
def test_check_that_is_broken_is_a_finding(grader, course):
    change(course / CHECKS, "    tcp_client.", "    1 / 0\n    tcp_client.")
    run = grader("verify", report=False, cwd=course)
    assert (run.status, run.errors) == (1, "")
    finding, *others = run.output.splitlines()
    assert any("test_tcp_client.py has changed: see that its plays" in other for other in others)
    assert re.match(r"the check 01_hello/tcp_client::\w+ is broken \(seed \d+\): ", finding)
    assert "ZeroDivisionError" in finding and "(test_tcp_client.py, line " in finding


@pytest.mark.parametrize("models", [False, True])
def test_copy_of_a_learner_is_not_verified(grader, course, models):
    if models:
        (course / "solutions" / verify.MODELS).write_text("# Models")
    else:
        shutil.rmtree(course / "solutions")
    run = grader("verify", report=False, cwd=course)
    assert (run.status, run.output) == (2, "")
    assert "this is a learner's copy of the course" in run.errors
    assert len(run.errors.splitlines()) == 1
