"""A gradebook keeps what a class came to, whatever happens to the runs that write it."""

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

import house
from conftest import ROOT
from grader.entry import Entry, Learner
from grader.gradebook import digests
from grader.gradebook.store import BadGradebook, Gradebook
from grader.report import CheckResult, Isolation, ProgramResult, Report, UnitResult
from grader.submissions.folder import Submission, Work

ASKED = ("01_hello", 7, "one version")  # targets, seed and version of a run


def report(points=2, outcome="", submission="work/ada", title="Listens"):
    """A report of one check worth two points."""
    outcome = outcome or ("passed" if points == 2 else "failed")
    check = CheckResult("01_hello/tcp_server::listens", title, points, 2, outcome)
    program = ProgramResult.of("tcp_server", "01_hello/tcp_server.py", [check])
    unit = UnitResult.of("01_hello", "Hello", [program])
    return Report(
        submission,
        "2026-11-26T12:00:00Z",
        0.5,
        7,
        "0.1.0",
        "3.11.7",
        "linux",
        Isolation("full", []),
        unit.score,
        unit.max_score,
        [unit],
    )


def entry(key="ada", graded=None, digest="d1", **more):
    """What a learner came to; two points where nothing else is said."""
    graded = None if "problem" in more else graded or report()
    return Entry(Learner(key, more.pop("name", key.title())), f"work/{key}", digest, graded, **more)


@pytest.fixture
def book(tmp_path):
    """An empty gradebook, open for grading."""
    with Gradebook.open(tmp_path / "class.sqlite", for_grading=True) as opened:
        yield opened


def keep(book, *entries, asked=ASKED, ends=True):
    """A run that grades these; what it has."""
    run = book.begin(*asked)
    for each in entries:
        book.keep(run, each)
    if ends:
        book.end(run)
    return run


def told(book, run=None):
    """All that a run says of the learners."""
    return list(book.entries(run or book.runs()[-1]))


# ------------------------------------------------------------------ what is kept


def test_what_is_kept_comes_back(book):
    kept = [
        entry("bob", report(0), note="bob's files lay deeper", name="Bob"),
        entry("x", problem="the archive is damaged", digest="", name="ada"),
        replace(entry("ada"), learner=Learner("ada", "Ada", {"ID": "7", "SIS": "ü"})),
    ]
    keep(book, *kept)
    assert told(book) == [kept[2], kept[1], kept[0]]  # by name, whatever its case


@pytest.mark.parametrize("name", ["\udcff", "a\0b", "'; DROP TABLE run; --", "魔法", ""])
def test_any_name_is_kept(book, name):
    odd = replace(entry(name), place=f"work/{name}", report=report(submission=name))
    run = keep(book, odd)
    (found,) = told(book)
    safe = name.replace("\udcff", "\\udcff")
    assert (found.learner.key, found.place) == (safe, f"work/{safe}")
    assert found.report.submission == name.replace("\udcff", "?")
    assert book.known(name, "d1", *ASKED[::2]) and book.entry(run, name) == found


def test_only_what_changed_is_unknown(book):
    keep(book, entry("ada"))
    assert book.known("ada", "d1", "01_hello", "one version")
    assert not book.known("bob", "d1", "01_hello", "one version")
    assert not book.known("ada", "d2", "01_hello", "one version")
    assert not book.known("ada", "d1", "02_rough_seas", "one version")
    assert not book.known("ada", "d1", "01_hello", "another version")


@pytest.mark.parametrize(
    "flawed",
    [
        entry(graded=report(0, "error")),
        entry(graded=replace(report(), complete=False)),
        entry(problem="no such unit"),
    ],
)
def test_what_is_not_final_is_graded_again(book, flawed):
    run = keep(book, flawed, ends=False)
    assert not book.done(run)
    assert not book.known("ada", "d1", *ASKED[::2])


def test_an_unfinished_run_is_gone_on_with_and_keeps_its_seed(book):
    run = keep(book, entry("ada"), ends=False)
    again = book.begin("01_hello", 8, "one version")
    assert (again.number, again.seed) == (run.number, 7)
    assert book.done(again) == {"ada": "d1"}


@pytest.mark.parametrize("asked", [("02", 7, "one version"), ("01_hello", 7, "another")])
def test_a_run_that_asks_for_something_else_is_another(book, asked):
    run = keep(book, entry("ada"), ends=False)
    assert book.begin(*asked).number == run.number + 1
    assert [r.ended for r in book.runs()] == [None, None]


def test_an_unfinished_run_in_which_nothing_stands_is_forgotten(book):
    keep(book, ends=False)
    keep(book, entry("ada"), asked=("02", 1, "v"))
    assert [run.targets for run in book.runs()] == ["02"]


def test_a_run_that_has_ended_is_not_gone_on_with(book):
    keep(book, entry("ada"))
    keep(book, entry("ada", report(0)))
    assert [run.ended is not None for run in book.runs()] == [True, True]
    assert [told(book, run)[0].report.score for run in book.runs()] == [2, 0]


def test_a_run_in_which_nothing_is_new_leaves_only_where_things_lie(book):
    keep(book, entry("ada"), entry("bob", problem="empty", digest=""))
    run = book.begin(*ASKED)
    moved = Learner("ada", "Ada Lovelace", {"ID": "7"})
    book.carry_over(run, moved, "other/ada", "d1", book.known("ada", "d1", *ASKED[::2]), "deeper")
    book.keep(run, entry("bob", problem="empty", digest=""))
    assert book.end(run) is False
    assert len(book.runs()) == 1 and book.runs()[0].ended
    ada, _ = told(book)
    assert (ada.learner, ada.place, ada.note) == (moved, "other/ada", "deeper")
    assert ada.report == report()


@pytest.mark.parametrize("anew", [[], [entry("ada"), entry("bob")], [entry("ada", report(0))]])
def test_a_run_in_which_anything_is_new_stays(book, anew):
    keep(book, entry("ada"))
    run = book.begin(*ASKED)
    for each in anew:
        book.keep(run, each)
    assert book.end(run) is True
    assert len(book.runs()) == 2


def test_a_run_that_was_broken_off_takes_the_place_of_no_other(book):
    keep(book, entry("ada", problem="empty"), ends=False)
    keep(book, entry("ada", problem="empty"), asked=("01_hello", 7, "another version"))
    assert [run.ended is not None for run in book.runs()] == [False, True]


def test_a_learner_is_kept_once_in_a_run(book, tmp_path):
    run = keep(book, entry("ada", report(0, "error")), entry("ada"), ends=False)
    assert [each.report.score for each in told(book, run)] == [2]
    with contextlib.closing(sqlite3.connect(tmp_path / "class.sqlite")) as database:
        assert database.execute("SELECT count(*) FROM report").fetchone() == (1,)


# ------------------------------------------------------------------ what is no gradebook


def _text(path):
    path.write_text("Ada,54\n" * 99)


def _folder(path):
    path.mkdir()


def _nowhere(path):
    path.parent.rmdir()


def _sql(*orders):
    def make(path):
        with contextlib.closing(sqlite3.connect(path)) as database:
            for order in orders:
                database.execute(order)

    return make


def _another_version(path):
    Gradebook.open(path, for_grading=True).__exit__(None, None, None)
    _sql("PRAGMA user_version = 9")(path)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_text, "is no gradebook"),
        (_folder, "is a folder"),
        (_nowhere, "there is no folder"),
        (_sql("CREATE TABLE thing (x)"), "is no gradebook"),
        (_sql("PRAGMA user_version = 1"), "is no gradebook"),
        (_another_version, "of version 9, and this grader's are of version 1"),
    ],
)
@pytest.mark.parametrize("for_grading", [True, False])
def test_what_is_no_gradebook_is_left_alone(tmp_path, make, said, for_grading):
    path = tmp_path / "inner" / "class.sqlite"
    path.parent.mkdir()
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(BadGradebook, match=said) as raised:
        Gradebook.open(path, for_grading=for_grading)
    assert "\n" not in str(raised.value)
    assert before == (path.read_bytes() if path.is_file() else None)
    assert not path.parent.exists() or [p.name for p in path.parent.iterdir()] in ([], [path.name])


def test_who_reads_makes_none(tmp_path):
    with pytest.raises(BadGradebook, match="there is no gradebook"):
        Gradebook.open(tmp_path / "class.sqlite", for_grading=False)
    assert not any(tmp_path.iterdir())


def test_an_empty_file_becomes_one(tmp_path):
    (tmp_path / "class.sqlite").touch()
    with Gradebook.open(tmp_path / "class.sqlite", for_grading=True) as book:
        keep(book, entry())
        assert told(book)


def test_damage_is_one_line(tmp_path):
    path = tmp_path / "class.sqlite"
    with Gradebook.open(path, for_grading=True) as book:
        keep(book, *(entry(f"ada{n}", report(title=os.urandom(999).hex())) for n in range(20)))
    data = bytearray(path.read_bytes())
    for at in range(8192, len(data), 4096):
        data[at : at + 64] = b"\xff" * 64
    path.write_bytes(data)
    with (
        pytest.raises(BadGradebook, match="is damaged"),
        Gradebook.open(path, for_grading=False) as book,
    ):
        told(book)


def test_a_report_that_is_none_is_damage(book, tmp_path):
    keep(book, entry())
    with contextlib.closing(sqlite3.connect(tmp_path / "class.sqlite")) as database, database:
        database.execute("UPDATE report SET content = x'00'")
    with pytest.raises(BadGradebook, match="is damaged"):
        told(book)


def test_a_full_disk_loses_nothing(book):
    run = keep(book, entry("ada"), ends=False)
    book._database.execute("PRAGMA max_page_count = 12")
    with pytest.raises(BadGradebook, match="the disk is full"):
        for number in range(99):
            book.keep(run, entry(f"bob{number}", report(title=os.urandom(4096).hex())))
    assert next(book.entries(run)).learner.key == "ada"
    book._database.execute("PRAGMA max_page_count = 9999")
    book.keep(run, entry("zoe"))
    assert book.done(run)["zoe"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_is_not_ours(tmp_path):
    path = tmp_path / "class.sqlite"
    with Gradebook.open(path, for_grading=True) as book:
        keep(book, entry())
    path.chmod(0o400)
    with Gradebook.open(path, for_grading=False) as book:
        assert told(book)
    with pytest.raises(BadGradebook, match="you need the right"):
        Gradebook.open(path, for_grading=True)
    assert [each.name for each in tmp_path.iterdir()] == ["class.sqlite"]
    path.chmod(0o600)
    tmp_path.chmod(0o500)
    try:
        with Gradebook.open(path, for_grading=False) as book:
            assert told(book)
        with pytest.raises(BadGradebook, match="you need the right"):
            Gradebook.open(path, for_grading=True)
    finally:
        tmp_path.chmod(0o700)


# ------------------------------------------------------------------ one at a time


def test_of_two_who_grade_the_second_is_told(tmp_path, book):
    link = tmp_path / "link.sqlite"
    link.symlink_to(tmp_path / "class.sqlite")
    for path in (tmp_path / "class.sqlite", link):
        with pytest.raises(BadGradebook, match="is in use: another run"):
            Gradebook.open(path, for_grading=True)
    keep(book, entry("ada"), ends=False)
    with Gradebook.open(link, for_grading=False) as reading:
        assert told(reading)


def test_nothing_is_left_beside_it(tmp_path):
    for _ in range(2):
        with Gradebook.open(tmp_path / "class.sqlite", for_grading=True) as book:
            keep(book, entry())
        with Gradebook.open(tmp_path / "class.sqlite", for_grading=False) as book:
            assert told(book)
        assert [path.name for path in tmp_path.iterdir()] == ["class.sqlite"]


CLASS = 300
WRITER = """
    import sys
    from pathlib import Path
    sys.path[:0] = sys.argv[2:]
    from test_gradebook import ASKED, CLASS, entry, report
    from grader.gradebook.store import Gradebook

    with Gradebook.open(Path(sys.argv[1]), for_grading=True) as book:
        run = book.begin(*ASKED)
        done = book.done(run)
        for number in range(CLASS):
            key = f"learner{number:03}"
            known = book.known(key, "d1", run.targets, run.checks_version)
            if key not in done and known:
                book.carry_over(run, entry(key).learner, f"work/{key}", "d1", known)
            elif key not in done:
                book.keep(run, entry(key, report(number % 3, title="x" * 5000)))
                print(key, flush=True)
        book.end(run)
"""


def writing(path, program=WRITER):
    """A process that grades a class, and says whom it has kept."""
    places = [str(ROOT / place) for place in ("", "tests", "tests/support", "tests/gradebook")]
    words = [sys.executable, "-c", textwrap.dedent(program), path, *places]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True)


def test_one_who_was_killed_holds_no_lock(tmp_path):
    path = tmp_path / "class.sqlite"
    with writing(path) as process:
        process.stdout.readline()
        process.kill()
    left = {each.name.removeprefix(path.name) for each in tmp_path.iterdir()}
    assert left <= {"", "-wal", "-shm", "-lock"}
    with Gradebook.open(path, for_grading=True) as book:
        assert book.done(book.begin(*ASKED))["learner000"]
    assert [each.name for each in tmp_path.iterdir()] == ["class.sqlite"]


@pytest.mark.skipif(not hasattr(os, "link"), reason="there are no hard links here")
def test_two_names_of_one_file_are_refused(tmp_path):
    path = tmp_path / "class.sqlite"
    with Gradebook.open(path, for_grading=True):
        pass
    os.link(path, tmp_path / "copy.sqlite")
    with pytest.raises(BadGradebook, match="has a second name"):
        Gradebook.open(path, for_grading=True)


PARENT = """
    import os, signal, sys
    from pathlib import Path
    sys.path[:0] = sys.argv[2:]
    from grader.gradebook.store import Gradebook

    with Gradebook.open(Path(sys.argv[1]), for_grading=True):
        child = os.fork()
        if child:
            print(child, flush=True)
        signal.pause()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no process is forked here")
def test_the_children_of_one_who_was_killed_hold_no_lock(tmp_path):
    """They have its files open still, since they are the workers that it has forked."""
    path = tmp_path / "class.sqlite"
    with writing(path, PARENT) as process:
        child = int(process.stdout.readline())
        with pytest.raises(BadGradebook, match="is in use"):
            Gradebook.open(path, for_grading=True)
        process.kill()
        process.wait()
        try:
            with Gradebook.open(path, for_grading=True) as book:
                keep(book, entry())
        finally:
            os.kill(child, signal.SIGKILL)


@pytest.mark.long
def test_killed_at_any_moment_it_is_as_if_it_had_not_been(tmp_path):
    """What was said to be kept is there, once; what stands there in the end is the same."""
    path, said, chance, kills = tmp_path / "class.sqlite", [], random.Random(15), 0
    for _ in range(8):
        with writing(path) as process:
            for _ in range(chance.randrange(1, 8)):
                said += process.stdout.readline().split()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(chance.random() / 1000)
            process.kill()
            said += process.stdout.read().split()
        kills += process.returncode == -signal.SIGKILL
    assert kills > 3
    with writing(path) as process:
        said += process.stdout.read().split()
    assert len(said) == len(set(said))
    with Gradebook.open(path, for_grading=False) as book:
        (run,) = book.runs()
        assert run.ended and run.seed == 7
        assert [each.learner.key for each in told(book)] == [f"learner{n:03}" for n in range(CLASS)]
        assert [each.report.score for each in told(book)] == [n % 3 for n in range(CLASS)]


# ------------------------------------------------------------------ what has to be graded anew


def submission(folder="work/ada", **changes):
    """A submission of two files, one of them beside the programs."""
    files = {"tcp_server.py": b"print()", "helper.py": b""}
    parts = {"files": files, "problems": {}, "neighbours": {}, "behind": ()}
    return Submission(Path(folder), Path(folder), None, {"01_hello": Work(**parts | changes)})


def test_a_digest_is_that_of_what_is_graded():
    first = digests.digest(submission())
    assert first == digests.digest(submission("elsewhere"))
    changed = [
        submission(files={"tcp_server.py": b"print( )", "helper.py": b""}),
        submission(files={"tcp_server.py": b"print()", "help.py": b""}),
        submission(files={"tcp_server.py": b"", "helper.py": b"print()"}),
        submission(problems={"tcp_client.py": "it is a folder"}),
        submission(neighbours={"tcp_client.py": "there is client.py: rename it"}),
        submission(behind=("big.bin (beyond)",)),
        submission(behind=("\udcff (beyond)",)),
    ]
    assert len({first, *map(digests.digest, changed)}) == 1 + len(changed)


def test_a_changed_check_is_another_version(monkeypatch, tmp_path):
    digests.checks_version.cache_clear()
    before = digests.checks_version()
    grader = tmp_path / "grader"
    for room in ("peers", "commands"):
        (grader / room).mkdir(parents=True)
        (grader / room / "a.py").write_text("A = 1\n")
    monkeypatch.setattr(digests.layout, "ROOT", tmp_path)
    versions = []
    for room in ("commands", "peers"):
        digests.checks_version.cache_clear()
        versions.append(digests.checks_version())
        (grader / room / "a.py").write_text("A = 2\n")
    digests.checks_version.cache_clear()
    versions.append(digests.checks_version())
    assert before != versions[0] == versions[1] != versions[2]
    digests.checks_version.cache_clear()


@pytest.mark.long
def test_all_that_judging_asks_for_is_in_the_version():
    asked, judging = set(), {"grader.examiner.session", "grader.grading.pool"}
    judging |= {m for m in house.MODULES if house.room_of(m) in ("checks", "jail", "launch")}
    while judging - asked:
        asked |= (new := judging - asked)
        judging |= {m for each in new for m in house.imported(house.MODULES[each])}
    assert {house.room_of(module) for module in asked} - {"grader"} <= set(digests.JUDGING)
