"""What `gradebook` shows of a class, in a terminal and in a pipe, and what it says no to."""

import csv
import io
import json
import sys
from dataclasses import replace

import pytest

from grader import cli
from grader.entry import Entry, Learner
from grader.gradebook.store import Gradebook
from grader.renderers import class_changes, class_list, columns
from grader.renderers.story import plain
from grader.report import CheckResult, ProgramResult, UnitResult
from made_reports import report as one_unit

ESCAPES = "Bob\x1b[31m\u202e\r"
NAMES = ["Ada Lovelace", "李小龙" * 20, "שרה כהן", ESCAPES, "::error::x", "##[error]y", ""]


def class_report(*units):
    """A report with the points of two programs in each unit, out of four each."""
    graded = [
        one_unit(*points, unit=f"0{number}_big_sea") for number, points in enumerate(units, 1)
    ]
    whole = [unit for report in graded for unit in report.units]
    score, most = (sum(getattr(u, name) for u in whole) for name in ("score", "max_score"))
    return replace(graded[0], units=whole, score=score, max_score=most)


def entry(name="Ada", *units, key="", **more):
    """What a learner came to."""
    graded = None if "problem" in more else class_report(*(units or [(4, 2)]))
    return Entry(Learner(key or name.lower(), name), f"work/{key or name}", "d", graded, **more)


def listed(*entries, width=None):
    """The lines of the list."""
    return [plain(line).rstrip() for line in class_list.lines(entries, width)]


# ------------------------------------------------------------------ the list


def test_each_learner_has_a_line_with_the_points():
    assert listed(
        entry("Ada", (4, 2), (1, 1)),
        entry("Bob", problem="the archive is damaged"),
        entry("Zoe", (4, 4), (4, 4)),
    ) == [
        "                                        01                  02",
        "                points   01   02  program0  program1  program0  program1",
        "                 of 16  big  big",
        "                        sea  sea",
        "  Ada                8    6    2         4         2         1         1",
        "  Bob                –    –    –         –         –         –         –",
        "      not graded: the archive is damaged",
        "  Zoe               16    8    8         4         4         4         4",
        "",
        "  3 learners, 1 not graded, mean 12.0, median 12 of 16 points",
    ]


def test_a_narrow_window_has_the_points_of_units_or_only_the_sum():
    everybody = [entry("Ada", (4, 2), (1, 1))]
    heads = [listed(*everybody, width=width)[0].split() for width in (100, 70, 40, 25)]
    assert heads[0] == ["01", "02"] and listed(*everybody, width=100)[1].split()[0] == "points"
    assert heads[2] == ["points", "01", "02"] and heads[3] == ["points"]
    said = "A terminal of 72 columns, or a pipe, has the points of each unit and program."
    for width in (71, 60, 20):
        told = " ".join(" ".join(listed(*everybody, width=width)[2:]).split())
        assert told.endswith(said), width
    assert not any("pipe" in line for line in listed(*everybody, width=72))


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120])
def test_no_line_is_wider_than_the_window_nor_alive(width):
    everybody = [entry(name, (4, 2), (1, 1), key=str(n)) for n, name in enumerate(NAMES)]
    everybody.append(entry("Zoe", problem=f"{ESCAPES} " * 20))
    for line in listed(*everybody, width=width):
        assert columns.width(line) <= max(width, 24), line
        assert line.isprintable(), line


def test_names_that_several_have_are_told_apart():
    told = "\n".join(listed(entry("Ada", key="a1"), entry("Ada", key="a2"), entry("Bob")))
    assert "Ada (a1)" in told and "Ada (a2)" in told and "Bob " in told


def test_an_error_of_the_grader_is_said_below_the_points():
    flawed = class_report((4, 2))
    check = CheckResult("01/x::y", "Listens", 0, 2, "error")
    program = ProgramResult.of("x", "01/x.py", [*flawed.checks, check])
    unit = UnitResult.of("01_big_sea", "Big", [program])
    told = listed(replace(entry(), report=replace(flawed, units=[unit])))
    assert "      1 check could not be graded" in told


def test_nobody():
    assert listed() == ["                points", "                  of 0", "", "  0 learners"]


# ------------------------------------------------------------------ two runs


def compared(*pairs, width=None):
    return [plain(line).rstrip() for line in class_changes.lines(pairs, 1, 2, width)]


def test_changes_are_summed_then_told_by_check_and_by_learner():
    told = compared(
        (entry("Ada", (4, 2)), entry("Ada", (4, 4))),
        (entry("Bob", (4, 2)), entry("Bob", (0, 2))),
        (entry("Eve", (1, 1)), entry("Eve", (1, 1))),
        (entry("Ian", (0, 4)), entry("Ian", (4, 0))),
        (None, entry("Kim")),
        (entry("Lea"), None),
        (entry("Max"), entry("Max", problem="no unit")),
        (entry("Nia", problem="no unit"), entry("Nia")),
        (entry("Oda", problem="no unit"), entry("Oda", problem="no unit")),
    )
    assert told == [
        "  Run 1 against run 2: 1 gained, 1 lost, 1 moved points, 2 the same; -2 points in all",
        "  only in run 2: Kim",
        "  only in run 1: Lea",
        "  graded only in run 1: Max",
        "  graded only in run 2: Nia",
        "",
        "  The checks, and how many learners gained and lost there:",
        "  +1 -1  01/program1  Hangs up",
        "  +1 -1  01/program0  Listens",
        "  +1 -1  01/program0  Hangs up",
        "     -1  01/program1  Listens",
        "",
        "    -4  Bob  6 → 2",
        "        2/2 → 0/2  01/program0  Listens",
        "        2/2 → 0/2  01/program0  Hangs up",
        "",
        "    ±0  Ian  4 → 4",
        "        0/2 → 2/2  01/program0  Listens",
        "        0/2 → 2/2  01/program0  Hangs up",
        "        2/2 → 0/2  01/program1  Listens",
        "        2/2 → 0/2  01/program1  Hangs up",
        "",
        "    +2  Ada  6 → 8",
        "        0/2 → 2/2  01/program1  Hangs up",
    ]


def test_what_only_one_run_has_graded_is_nobodys_gain_or_loss():
    more = entry("Ada", (4, 2), (1, 1)), entry("Bob", (4, 4), (1, 1))
    less = entry("Ada", (4, 2)), entry("Bob", (4, 2))
    left_out = "has not graded all of these checks: 02/program0, 02/program1"
    assert compared(*zip(less, more, strict=True)) == [
        "  Run 1 against run 2: 1 gained, 0 lost, 1 the same; +2 points in all",
        f"  Not counted, since run 1 {left_out}",
        "",
        "  The checks, and how many learners gained and lost there:",
        "  +1     01/program1  Hangs up",
        "",
        "    +2  Bob  6 → 8",
        "        0/2 → 2/2  01/program1  Hangs up",
    ]
    assert f"  Not counted, since run 2 {left_out}" in compared(*zip(more, less, strict=True))


def test_a_check_that_the_grader_could_not_judge_is_nobodys_loss():
    flawed = class_report((4, 2))
    program = flawed.units[0].programs[0]
    checks = [replace(check, points=0, outcome="error") for check in program.checks]
    unit = UnitResult.of("01_big_sea", "Big", [ProgramResult.of("program0", program.file, checks)])
    told = compared((entry("Ada", (4, 2)), replace(entry(), report=replace(flawed, units=[unit]))))
    assert told[0] == "  Run 1 against run 2: 0 gained, 0 lost, 1 the same; +0 points in all"
    assert "run 2 has not graded all of these checks: 01/program0, 01/program1" in told[1]


@pytest.mark.parametrize("width", [40, 80])
def test_changes_fit_the_window(width):
    pairs = [(entry(name, (4, 2)), entry(name, (4, 4))) for name in NAMES]
    for line in compared(*pairs, width=width):
        assert columns.width(line) <= width and line.isprintable(), line


def test_of_many_who_are_gone_some_are_named():
    told = compared(*((entry(f"Ada {number}"), None) for number in range(30)))
    assert told[1].startswith("  only in run 1: Ada 0, ") and told[1].endswith("Ada 19 and 10 more")


# ------------------------------------------------------------------ the command


@pytest.fixture
def file(tmp_path):
    """A gradebook of two runs and three learners, the second of which was broken off."""
    path = tmp_path / "class.sqlite"
    with Gradebook.open(path, for_grading=True) as book:
        run = book.begin("01_hello/tcp_server", 7, "one")
        for each in (entry("Ada", (4, 2)), entry("Bob", (4, 4)), entry("Eve", (1, 1))):
            book.keep(run, each)
        book.end(run)
        run = book.begin("01_hello/tcp_server", 7, "two")
        book.keep(run, entry("Ada", (4, 4), note="its units lie one folder deeper"))
        book.keep(run, entry("Bob", problem="the archive is damaged"))
    return path


@pytest.fixture
def called(capsys):
    """Call the command; what it says on both streams."""

    def call(*words, status=0):
        assert cli.main(["gradebook", *map(str, words)]) == status
        said = capsys.readouterr()
        assert not (said.err if status == 0 else said.out)
        return said.out if status == 0 else said.err

    return call


def test_the_latest_run_is_listed_with_who_is_gone(file, called):
    told = called(file)
    assert told.startswith("Run 2, 20") and ": 01_hello/tcp_server\nThis run has not ended;" in told
    assert "  Ada " in told and "not graded: the archive is damaged" in told
    assert told.endswith("\nOnly in an earlier run: Eve\n")
    first = called(file, "--run", 1)
    assert "3 learners, mean 5.3" in first and "earlier" not in first and "ended" not in first


def test_one_learner_is_told_in_full(file, called):
    told = called(file, "ada")
    assert "Ada (ada), from work/Ada\nits units lie one folder deeper\n" in told
    assert "8 of 8 points" in told
    told = called(file, "ada", "--run", 1)
    assert "✓ Listens" in told and "✗ Hangs up" in told and "lies deeper" not in told
    assert "not graded: the archive is damaged" in called(file, "B")
    assert "peer 01/program1::second --submission DIR" in called(file, "ada", "--run", 1)


def test_two_runs_are_compared(file, called):
    told = called(file, "--compare")
    assert "The checks, or what else makes the points, changed in between." in told
    assert "Run 1 against run 2: 1 gained, 0 lost, 0 the same; +2 points in all" in told
    assert "only in run 1: Eve" in told and "graded only in run 1: Bob" in told
    assert told == called(file, "--compare", 1) == called(file, "--compare", 1, 2)
    assert "-2 points in all" in called(file, "--compare", 2, 1)
    assert "Eve" not in called(file, "ada", "--compare")


def test_runs_are_listed(file, called):
    one, two, ended = called(file, "--runs").splitlines()
    assert one.endswith("01_hello/tcp_server; 3 learners")
    assert two.endswith("2 learners; 1 not graded") and ended.startswith("This run has not ended")


def test_points_page_and_report_are_written(file, called, tmp_path):
    table, page, one = (tmp_path / name for name in ("a.csv", "a.html", "a.json"))
    told = called(file, "--csv", table, "--html", page, "--run", 1)
    assert told == f"The points of run 1 are in {table}.\nThe page of run 1 is in {page}.\n"
    rows = list(csv.reader(io.StringIO(table.read_bytes().decode("utf-8-sig"), newline="")))
    assert [row[1] for row in rows] == ["name", "Ada", "Bob", "Eve"]
    assert "Ada" in page.read_text(encoding="utf-8")
    called(file, "ada", "--report", f"json={one}")
    assert json.loads(one.read_text())["score"] == 8
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.csv", "a.html", "a.json", file.name]


def test_what_is_known_of_a_table_is_said_beside_it(file, capsys, tmp_path):
    row = {"Student": "Kim", "ID": "7"}
    with Gradebook.open(file, for_grading=True) as book:
        kim = replace(entry("Kim"), learner=Learner("kim", "Kim", row))
        book.keep(book.runs()[-1], kim)
    table = tmp_path / "a.csv"
    assert cli.main(["gradebook", str(file), "--csv", str(table), "--csv-format", "canvas"]) == 0
    said = capsys.readouterr()
    assert said.out == f"The points of run 2 are in {table}.\n"
    assert said.err == (
        "grader: Without a row, since not graded: Bob\n"
        "grader: Without a row, since not on the roster: Ada\n"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nobody"], "there is no learner nobody"),
        (["adda"], "there is no learner adda; is it Ada (ada)?"),
        (["work"], "there is no learner work"),
        (["", "--run", 1], "may be Ada (ada) or Bob (bob) or Eve (eve)"),
        (["--run", 3], "there is no run 3; the runs are 1, 2"),
        (["--compare", 1, 3], "there is no run 3"),
        (["--compare", 1, 2, 1], "--compare takes two runs at most"),
        (["--compare", "x"], "is no number of a run"),
        (["--report", "json=x.json"], "--report is of one learner: name one"),
        (["ada", "--compare", "--report", "json=x.json"], "--report is of one learner"),
        (["ada", "--csv", "x.csv"], "--csv and --html are of the whole class"),
        (["--html", "x.html", "--compare"], "--csv and --html are of the whole class"),
        (["bob", "--report", "json=x.json"], "not graded: the archive is damaged"),
        (["ada", "--report", "pdf=x.pdf"], "--report takes FORMAT=FILE"),
        (["--csv", "x.csv", "--csv-format", "canvas"], "the learners have no ID of Canvas"),
        (["--csv", "."], "is a folder; name a file"),
        (["--csv", "x.csv", "--html", "./x.csv"], "two results cannot be one file"),
        (["--csv-format", "excel"], "--csv-format"),
        (["--csv-format", "canvas"], "--csv-format, --csv-name say how --csv FILE is written"),
        (["--csv-name", "Unit 1"], "--csv-format, --csv-name say how --csv FILE is written"),
        (["--run", 1, "--compare"], "--run is of one run"),
    ],
)
def test_what_cannot_be_is_one_line(file, called, words, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = called(file, *words, status=2)
    assert said in told and told.count("\n") == 1
    assert [p.name for p in tmp_path.iterdir()] == [file.name]


def test_a_word_of_a_name_is_meant_before_a_part_of_another(tmp_path, called):
    path = tmp_path / "names.sqlite"
    with Gradebook.open(path, for_grading=True) as book:
        run = book.begin("01_hello", 1, "v1")
        for key, name in (("a", "Cleo Zane"), ("b", "Ti, Leo")):
            book.keep(run, replace(entry(name), learner=Learner(key, name)))
        book.end(run)
    assert "Ti, Leo (b), from" in called(path, "leo")
    assert "leo may be" not in called(path, "cleo")


def test_the_gradebook_is_not_written_over(file, called):
    before = file.read_bytes()
    assert "two results cannot be one file" in called(file, "--csv", file, status=2)
    assert file.read_bytes() == before


def test_a_gradebook_without_a_run_says_what_to_do(tmp_path, called):
    path = tmp_path / "my class.sqlite"
    Gradebook.open(path, for_grading=True).__exit__(None, None, None)
    assert f"batch PATH --gradebook '{path}'" in called(path, status=2)
    assert "there is no gradebook" in called(tmp_path / "other.sqlite", status=2)


def test_only_one_run_is_not_compared(tmp_path, called):
    path = tmp_path / "class.sqlite"
    with Gradebook.open(path, for_grading=True) as book:
        book.end(book.begin("01", 7, "one"))
    assert "there is only one run" in called(path, "--compare", status=2)


def test_names_are_no_commands_to_a_log(tmp_path, called):
    path = tmp_path / "class.sqlite"
    with Gradebook.open(path, for_grading=True) as book:
        run = book.begin("01", 7, "one")
        for number, name in enumerate(NAMES):
            book.keep(run, entry(name, key=str(number)))
    for line in called(path).splitlines():
        assert not line.lstrip().startswith("::") and "##[" not in line and "\x1b" not in line


def test_a_terminal_has_colors_and_lines_that_fit(file, called, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("FORCE_COLOR", "1")
    told = called(file)
    assert "\x1b[" in told
    assert (
        "\n        archive is damaged" not in told and "not graded: the archive is damaged" in told
    )
