"""The points of a class as CSV, for spreadsheets and as Canvas and Moodle import it."""

import csv
import io
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.entry import Entry, Learner
from grader.renderers import gradesheet
from made_reports import report

CANVAS = {"ID": "4711", "SIS User ID": "s1", "SIS Login ID": "ada", "Section": "A"}
MOODLE = {
    "Identifier": "Participant 12",
    "Full name": "Ada Lovelace",
    "Email address": "ada@example.org",
    "Status": "Submitted for grading",
    "Grade": "",
    "Maximum grade": "100.00",
    "Last modified (grade)": "-",
    "Feedback comments": "",
}


def entry(name="Lovelace, Ada", graded=None, problem=None, note=None, **row):
    """What a learner has, with two programs of four points where nothing else is said."""
    graded = None if problem else graded or report(4, 2)
    return Entry(Learner("ada", name, row), "work/ada", "d1", graded, problem, note)


def written(form, *entries, title=""):
    """The rows of a table, as a reader of CSV has them, and the notes."""
    file = io.StringIO(newline="")
    notes = gradesheet.write(entries, form, file, title)
    text = file.getvalue()
    assert text.startswith("\ufeff") == (form != "canvas")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))), notes


# ------------------------------------------------------------------ Canvas


def test_canvas_has_its_columns_and_what_is_possible():
    rows, notes = written("canvas", entry(Student="Lovelace, Ada", **CANVAS))
    assert rows == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "07_made"],
        ["    Points Possible", "", "", "", "", "8"],
        ["Lovelace, Ada", "4711", "s1", "ada", "A", "6"],
    ]
    assert notes == []


def test_canvas_is_written_byte_by_byte_as_its_import_has_it():
    file = io.StringIO(newline="")
    gradesheet.write([entry(Student="Lovelace, Ada", **CANVAS)], "canvas", file, "Unit 7 (42)")
    assert file.getvalue() == (
        "Student,ID,SIS User ID,SIS Login ID,Section,Unit 7 (42)\r\n"
        "    Points Possible,,,,,8\r\n"
        '"Lovelace, Ada",4711,s1,ada,A,6\r\n'
    )


@pytest.mark.parametrize(
    ("graded", "title"),
    [
        (report(1), "07_made/program0"),
        (
            replace(report(1, 1), units=[*report(1).units, *report(2, unit="08").units]),
            "07_made + 08",
        ),
    ],
)
def test_an_assignment_without_a_name_is_named_after_what_was_graded(graded, title):
    rows, _ = written("canvas", entry("Ada", graded, Student="Ada", **CANVAS))
    assert rows[0][-1] == title


def test_who_was_not_graded_has_no_row_and_is_named():
    """An empty cell would take away a grade that is there already, and 0 would be a lie."""
    left = [
        entry("Bob", problem="the archive is damaged"),
        entry("Eve", report(0, outcome="error")),
        entry("Ian", replace(report(4), complete=False)),
    ]
    for form, row in (("canvas", {"Student": "Ada", **CANVAS}), ("moodle", MOODLE)):
        rows, notes = written(
            form,
            entry(**row),
            *(replace(e, learner=Learner("x", e.learner.name, row)) for e in left),
        )
        assert len(rows) == {"canvas": 3, "moodle": 2}[form]
        assert notes == ["Without a row, since not graded: Bob, Eve, Ian"]


def test_who_is_not_on_the_roster_has_no_row_and_is_named():
    strangers = [entry(f"Bob {number}") for number in range(7)]
    _, notes = written("canvas", entry(Student="Ada", **CANVAS), *strangers)
    names = ", ".join(f"Bob {number}" for number in range(5))
    assert notes == [f"Without a row, since not on the roster: {names} and 2 more"]


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"id": "7", "name": "Ada"},
        {**MOODLE, "Identifier": ""},
        {"Student": "Ada", "ID": "unknown"},
    ],
)
@pytest.mark.parametrize("form", ["canvas", "moodle"])
def test_a_class_without_the_ids_of_the_platform_is_refused_in_one_line(form, row):
    file = io.StringIO()
    with pytest.raises(gradesheet.Unfit, match="grade with --roster and"):
        gradesheet.write([entry(**row)], form, file)
    assert file.getvalue() == ""
    with pytest.raises(gradesheet.Unfit, match="grade with --roster and"):
        gradesheet.expect_ids([Learner("ada", "Ada", row)], form)
    known = Learner("bob", "Bob", {"Student": "Bob", **CANVAS, **MOODLE})
    gradesheet.expect_ids([Learner("ada", "Ada", row), known], form)


def test_nobody_was_graded():
    for form, row in (("canvas", {"Student": "Ada", **CANVAS}), ("moodle", MOODLE)):
        with pytest.raises(gradesheet.Unfit, match="nobody was graded"):
            written(form, entry(problem="no unit", **row))
    assert len(written("plain", entry(problem="no unit"))[0]) == 2


# ------------------------------------------------------------------ Moodle


def test_moodle_gets_its_worksheet_back_with_grade_and_comment():
    rows, notes = written("moodle", entry(**MOODLE))
    assert rows[0] == list(MOODLE)
    filled = dict(zip(*rows, strict=True))
    comment = (
        "07_made/program0: 4 of 4 points<br>07_made/program1: 2 of 4 points<br>"
        "– Hangs up (0/2): Nothing &lt;b&gt;came&lt;/b&gt;, &#92;"
    )
    assert filled == {**MOODLE, "Grade": "6", "Feedback comments": comment}
    assert notes == []


def test_a_worksheet_without_comments_gets_their_column():
    row = {name: cell for name, cell in MOODLE.items() if name != "Feedback comments"}
    rows, _ = written("moodle", entry(**row))
    assert rows[0][-1] == "Feedback comments" and rows[1][-1]


def test_a_program_that_was_not_begun_is_told_so():
    graded = report(4, 0)
    one, other = graded.programs
    graded.units[0].programs = [
        replace(one, status="missing"),
        replace(other, status="not_started"),
    ]
    rows, _ = written("moodle", entry(graded=graded, **MOODLE))
    assert rows[1][-1] == "07_made/program0: no such file<br>07_made/program1: not started"


def test_a_maximum_that_moodle_would_not_take_is_said():
    _, notes = written("moodle", entry("Ada", **{**MOODLE, "Maximum grade": "7.00"}))
    assert notes == [
        "Moodle leaves out what is above the maximum of the assignment, which is 7.00: "
        "set that to 8 first"
    ]


# ------------------------------------------------------------------ plain


def test_plain_has_everybody_with_the_points_of_each_part():
    late = report(1, unit="08_more")
    left = report(4, 0, outcome="error")
    rows, _ = written(
        "plain",
        entry(note="it lay deeper"),
        entry("Bob", problem="no unit"),
        entry("Eve", left),
        entry("Zoe", replace(late, complete=False)),
    )
    head = ["key", "name", "points", "maximum"]
    head += ["07_made", "07_made/program0", "07_made/program1", "08_more", "08_more/program0"]
    assert rows == [
        [*head, "not graded", "note"],
        ["ada", "Lovelace, Ada", "6", "8", "6", "4", "2", "", "", "", "it lay deeper"],
        ["ada", "Bob", "", "", "", "", "", "", "", "no unit", ""],
        ["ada", "Eve", "4", "6", "4", "4", "0", "", "", "1 check could not be graded", ""],
        ["ada", "Zoe", "1", "4", "", "", "", "1", "1", "the run was interrupted", ""],
    ]


# ------------------------------------------------------------------ formulas

STARTS = tuple("=+-@＝＋－＠")
FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    " =1",
    "＝1",
    "＠x",
    "a;=1",
    "a|+1",
    "=cmd|' /C calc'!A0",
]


@pytest.mark.parametrize("name", [*FORMULAS, "\t=1", "\r=1", "a\n=1"])
def test_no_cell_is_a_formula(name):
    rows, _ = written("plain", entry(name, note=name), entry(name, problem=name))
    tables = [rows]
    tables.append(written("canvas", entry(Student=name, **{**CANVAS, "SIS Login ID": name}))[0])
    tables.append(written("moodle", entry(**{**MOODLE, "Full name": name, "Group": name}))[0])
    tables.append(written("canvas", entry(Student="A", **CANVAS), title=name)[0])
    for text in (text for rows in tables for row in rows for text in row):
        parts = re.split(r"[;\t\r\n|]", text)
        assert not any(part.lstrip().startswith(STARTS) and len(part) > 1 for part in parts), text


def test_what_the_import_finds_a_learner_by_stays_as_it_is():
    row = {"SIS User ID": "-s1", "SIS Login ID": "+ada@example.org"}
    rows, _ = written("canvas", entry(**row))
    assert rows[2][1:4] == ["", "-s1", "+ada@example.org"]


@settings(max_examples=30)
@given(st.text(), st.text())
def test_any_name_is_one_cell_on_one_line(name, note):
    file = io.StringIO(newline="")
    gradesheet.write([entry(name, note=note)], "plain", file)
    assert file.getvalue().count("\n") == 2
    ((_, _, *_), row) = csv.reader(io.StringIO(file.getvalue(), newline=""))
    assert row[1] in (name, gradesheet.cell(name))
    if name.isalpha() and name.isascii():
        assert row[1] == name


@settings(max_examples=30)
@given(st.text("a\\\",;'\n", max_size=5))
def test_php_finds_the_end_of_each_cell_of_moodle(name):
    """It takes a quote behind a backslash for a part of the text."""
    file = io.StringIO(newline="")
    gradesheet.write([entry(**{**MOODLE, "Full name": name})], "moodle", file)
    assert "\\" not in file.getvalue()
