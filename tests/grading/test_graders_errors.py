"""A mistake of the grader takes its points out of every maximum, and is nobody's failure anywhere."""

import json
import xml.etree.ElementTree as ET

import pytest

import small_course
from grader import actions
from grader.renderers import classroom50, gradescope, junit, markdown, story, terminal
from grader.report import Words
from runner import commands
from samples import check, program, report

CHECKS = "grader/checks/01_hello/test_tcp_client.py"
OURS = "could not be graded, which is our mistake"


def broken(*others):
    """A report in which the grader failed at two checks of a program that passed another."""
    errors = [check(name, "error", message="We broke: KeyError") for name in ("a", "b")]
    return report(program(check("listens", "passed"), *errors, *others))


# ------------------------------------------------------------------ on the command line


@pytest.fixture(scope="module")
def broken_course(tmp_path_factory):
    """A course in which one check raises what no check may."""
    folder = small_course.make(tmp_path_factory.mktemp("broken") / "course")
    text = (folder / CHECKS).read_text(encoding="utf-8")
    old = "    for answer in (word(), tricky()):\n"
    assert old in text
    (folder / CHECKS).write_text(text.replace(old, f"    1 / 0\n{old}", 1), encoding="utf-8")
    return folder


def test_error_costs_no_points_and_is_status_3(grader, broken_course):
    run = grader("--submission", "solutions", cwd=broken_course)
    assert run.status == 3
    outcomes = run.outcomes("tcp_client")
    assert outcomes["prints_the_answer"] == "error"
    lost = [c for c in run.program("tcp_client")["checks"] if c["outcome"] == "error"]
    assert [(c["points"], c["max_points"]) for c in lost] == [(0, 0)]
    assert run.report["score"] == run.report["max_score"] < small_course.POINTS
    assert f"2 checks {OURS}; the maximum is without them." in run.output  # one needs the other
    assert "Well done" not in run.output


@pytest.mark.long
def test_nothing_is_published_as_final(grader, broken_course, tmp_path):
    files = {name: tmp_path / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    env = {"GITHUB_ACTIONS": "true", **{name: str(file) for name, file in files.items()}}
    run = grader("--submission", "solutions", cwd=broken_course, env=env)
    assert run.status == 3
    names = [command.name for command in commands(run.output)]
    assert names.count("warning") == 1
    assert "notice" not in names
    assert not files["GITHUB_OUTPUT"].exists()
    head, caveat = files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8").split("\n\n")[:2]
    assert head.endswith(" points, not final")
    assert caveat.startswith(f"⚠️ 2 checks {OURS}")


# ------------------------------------------------------------------ GitHub


def test_warning_says_why_and_which_checks(tmp_path):
    (warning,) = commands(actions.orders(broken(), Words(), tmp_path))
    assert warning.name == "warning"
    assert warning.data == (
        f"2 checks {OURS}, so no score is published. "
        "The report tells the rest: 01_hello/tcp_server::a, 01_hello/tcp_server::b"
    )


def test_warning_has_a_bound(tmp_path):
    errors = [check(f"c{number}", "error", message="E") for number in range(100)]
    (warning,) = commands(actions.orders(report(program(*errors)), Words(), tmp_path))
    assert warning.data.endswith("::c9, … 90 more")


def test_lost_checks_are_annotated_all_the_same(tmp_path):
    told = commands(actions.orders(broken(check("c", message="Wrong.")), Words(), tmp_path))
    assert [command.name for command in told] == ["error", "warning"]


def test_score_without_a_mistake_is_told(tmp_path):
    told = commands(actions.orders(report(program(check("a", "passed"))), Words(), tmp_path))
    assert [command.name for command in told] == ["notice", "notice"]


# ------------------------------------------------------------------ other machines


def test_gradescope_calls_it_neither_passed_nor_failed():
    data = json.loads(gradescope.render(broken(), Words()))
    passed, *errors = data["tests"]
    assert passed["status"] == "passed"
    for test in errors:
        assert "status" not in test
        assert (test["score"], test["max_score"]) == (0, 0)
        assert OURS in test["name"] and OURS in test["output"]
        assert "We broke: KeyError" in test["output"]
    assert f"2 checks {OURS}" in data["output"]


def test_classroom50_takes_no_points_for_it():
    data = json.loads(classroom50.render(broken(), Words(), {}))
    _, *errors = data["tests"]
    for test in errors:
        assert (test["score"], test["max-score"]) == (0, 0)
        assert OURS in test["test-name"]
        assert (test["outcome"], test["message"]) == ("error", "We broke: KeyError")
    assert (data["score"], data["max-score"]) == (3, 3)


def test_junit_calls_it_an_error():
    root = ET.fromstring(junit.render(broken(), Words()))
    assert (root.get("failures"), root.get("errors")) == ("0", "2")
    assert OURS in root.find(".//error").get("message")


def test_markdown_says_whose_mistake_it_is():
    text = markdown.render(broken(), Words())
    assert text.startswith(f"# 3 of 3 points, not final\n\n⚠️ 2 checks {OURS}")
    assert "❌" not in text and "Well done" not in text


def test_terminal_says_it_in_its_last_lines():
    shown = terminal.render(broken(), Words()).splitlines()
    assert shown[-2] == f"  2 checks {OURS}; the maximum is without them."
    titles = [line for line in shown if line.startswith("    !")]
    assert len(titles) == 2
    assert all(line.endswith(" not graded") for line in titles)


def test_what_was_not_run_because_of_it_is_told_in_the_same_way():
    first = check("a", "error", message="We broke.")
    blocked = check("b", "not_run", blocked_by=first.id, message="Not run: it needs a.")
    blocked.max_points = 0
    a_report = report(program(first, blocked, check("c", "passed")))
    assert story.not_gradable(a_report.checks) == [first, blocked]
    tests = json.loads(gradescope.render(a_report, Words()))["tests"]
    assert ["status" in test for test in tests] == [False, False, True]
    tests = json.loads(classroom50.render(a_report, Words(), {}))["tests"]
    assert [OURS in test["test-name"] for test in tests] == [True, True, False]
    assert "since each needs one that failed" not in markdown.render(a_report, Words())


# ------------------------------------------------------------------ what to do next


def interrupted(*programs):
    left = program(check("x", "not_run", message="Not graded."), name="udp_client")
    return report(*programs, left, complete=False)


def passed():
    return program(check("a", "passed"), name="tcp_client")


@pytest.mark.parametrize(
    "a_report, step",
    [
        (report(passed()), "Everything works. Well done!"),
        (report(passed(), program(check("a", "error"))), "Everything else works."),
        (report(program(check("a", "error"))), ""),
        (report(program(check("a", "error"), check("b"))), "Next: 01_hello/tcp_server."),
        (interrupted(passed()), "So far everything works."),
        (interrupted(), ""),
        (interrupted(program(check())), "Next: 01_hello/tcp_server."),
        (report(), ""),
        (
            report(passed(), program(check("a", "not_run"), missing=True)),
            "Next: put 01_hello/tcp_server.py in its place.",
        ),
    ],
)
def test_well_done_is_said_only_where_all_is_known_to_be_well(a_report, step):
    assert story.next_step(a_report) == step


def test_interrupted_report_says_what_was_not_graded():
    a_report = interrupted(passed())
    text = terminal.render(a_report, Words())
    assert "udp_client     0/3   ░░░░░░░░░░░░░░░░░░░░  not graded\n" in text
    assert "  Not whole: 1 of 2 programs not graded.\n" in text
    page = markdown.render(a_report, Words())
    assert page.startswith("# 3 of 6 points, not final\n\n⚠️ Not whole: 1 of 2")
    assert "| `udp_client` | 0/3 | ⬜ not graded |" in page
    assert "since each needs one that failed" not in page
    assert "Not whole: 1 of 2" in json.loads(gradescope.render(a_report, Words()))["output"]
