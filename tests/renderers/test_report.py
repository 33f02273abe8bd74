"""A report as data: sums, and what is refused when one is read."""

import copy
import json

import pytest

import samples
from grader.report import BadReport, CheckResult, Isolation, ProgramResult, Report, UnitResult


def made(*outcomes, complete=True):
    checks = [
        CheckResult(f"u/p::{number}", "t", 2 if outcome == "passed" else 0, 2, outcome)
        for number, outcome in enumerate(outcomes)
    ]
    unit = UnitResult.of("u", "U", [ProgramResult.of("p", "u/p.py", checks)])
    isolation = Isolation("full", [])
    sums = unit.score, unit.max_score
    return Report(
        "s",
        "2026-11-22T12:00:00Z",
        1.0,
        2,
        "0",
        "3",
        "linux",
        isolation,
        *sums,
        [unit],
        complete=complete,
    )


@pytest.fixture
def data():
    report = made("passed", "failed")
    report.checks[1].transcript.append(samples.event("x", "grader"))
    return report.to_dict()


def test_report_survives_its_own_json(data):
    assert Report.from_dict(data).to_dict() == data
    assert Report.from_json(Report.from_dict(data).to_json()).to_dict() == data


def test_what_says_how_to_read_the_rest_comes_first(data):
    assert list(data)[:3] == ["version", "complete", "language"]
    assert (data["complete"], data["language"]) == (True, "en")


def test_event_may_lack_what_was_added_to_the_contract(data):
    """A report of an older grader is of the same version."""
    (event,) = data["units"][0]["programs"][0]["checks"][1]["transcript"]
    for name in ("peer", "ours", "theirs", "fault", "pieces", "raw", "size"):
        del event[name]
    (read,) = Report.from_dict(data).checks[1].transcript
    assert (read["peer"], read["fault"], read["size"]) == ("", None, 1)
    assert set(read) == set(samples.event("x", "grader"))


def test_seed_of_any_length_survives(data):
    data["seed"] = 10**40
    assert Report.from_json(json.dumps(data)).seed == 10**40


def test_error_takes_its_points_out_of_every_maximum():
    report = made("passed", "error", "failed")
    assert (report.score, report.max_score) == (2, 4)
    assert report.programs[0].status == "error"
    assert report.has_errors and not made("failed").has_errors
    assert report.checks[1].max_points == 0


def test_program_of_errors_only_is_an_error():
    assert made("error").programs[0].status == "error"


def test_programs_that_an_interrupted_run_did_not_come_to():
    assert [program.name for program in made("not_run", complete=False).not_graded] == ["p"]
    assert not made("passed", "not_run", complete=False).not_graded
    assert not made("not_run").not_graded


CHECK = ("units", 0, "programs", 0, "checks", 1)
WRONG = [
    (("seconds",), float("nan"), "`$.seconds`"),
    (("seconds",), float("inf"), "`$.seconds`"),
    (("seconds",), "1", "`$.seconds`"),
    (("score",), 1.5, "`$.score`"),
    (("score",), True, "`$.score`"),
    (("complete",), None, "`$.complete`"),
    (("version",), 2, "version 2, not 1"),
    (("version",), None, "version None, not 1"),
    (("isolation", "level"), "some", "`$.isolation.level`"),
    (("units", 0, "programs", 0, "status"), "well", "`$.units[0].programs[0].status`"),
    ((*CHECK, "outcome"), "lost", "`$.units[0].programs[0].checks[1].outcome`"),
    ((*CHECK, "steps"), [1], "checks[1].steps[0]`"),
    ((*CHECK, "transcript", 0, "from"), "us", "checks[1].transcript[0].from`"),
    ((*CHECK, "transcript", 0, "at"), float("nan"), "checks[1].transcript[0].at`"),
]


@pytest.mark.parametrize("path, value, says", WRONG)
def test_wrong_field_is_named_in_one_line(data, path, value, says):
    *way, last = path
    place = data
    for step in way:
        place = place[step]
    place[last] = value
    for read in (Report.from_dict, lambda data: Report.from_json(json.dumps(data))):
        with pytest.raises(BadReport) as raised:
            read(copy.deepcopy(data))
        assert says in str(raised.value) and "\n" not in str(raised.value)


@pytest.mark.parametrize("name", ["score", "units", "isolation", "seed"])
def test_missing_field_is_named(data, name):
    del data[name]
    with pytest.raises(BadReport, match=f"`{name}`"):
        Report.from_dict(data)


@pytest.mark.parametrize(
    "text", ["", "null", "[]", "{", "NaN", "\x00", "[" * 10**5, b"\xff", '"\ud800"']
)
def test_what_is_no_json_object_is_no_report(text):
    with pytest.raises(BadReport, match="this is no report: "):
        Report.from_json(text)
