"""A class is graded whatever some of it is: nothing is lost, nothing is done twice, all is named."""

import os
import shutil
import signal
import subprocess
import sys
import zipfile
from concurrent.futures import Executor, Future
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from classroom import ONLY, SLOW, SOLUTION, WRONG, Running, entries, hand_in, rows

import processes
from conftest import ROOT
from grader.commands.batch import Options, Results, _tell
from grader.course.layout import Target
from grader.entry import Learner
from grader.examiner.job import Job
from grader.gradebook.marking import Marked
from grader.gradebook.store import Gradebook
from grader.grading import batch, pool
from grader.grading.batch import Coursework
from grader.renderers import class_files
from grader.renderers.destination import CannotWrite
from grader.report import Isolation, ProgramResult, Report, UnitResult
from grader.submissions import attendance
from grader.submissions.intake import HandedIn
from grader.submissions.roster import BadRoster, Roster

TARGET = Target("01_hello", "tcp_client")


def reported(work, judged=None, seconds=0):
    """The report on so many programs of a submission; their points are the places they have."""
    judged = work.jobs[:judged]
    programs = [
        ProgramResult(job.target.program, job.target.file, job.seed, 9, "passed", [])
        for job in judged
    ]
    units = [UnitResult.of(TARGET.unit, "", programs)]
    isolation = Isolation("none", [])
    return Report(work.place, "", seconds, 1, "", "", "", isolation, units[0].score, 0, units)


# ------------------------------------------------------------------ jobs


def work(key):
    return Coursework(key, f"class/{key}", (Job(TARGET, {}, None, 1),), 1)


class Elsewhere(Executor):
    """An executor that loses the first tries of some submissions, and notes who was beside whom."""

    def __init__(self, loses):
        self.loses, self.tries = dict(loses), []

    def submit(self, fn, /, work):
        assert fn is batch.judge
        self.tries.append(work.key)
        future = Future()
        if self.loses.get(work.key, 0) > 0:
            self.loses[work.key] -= 1
            future.set_exception(ConnectionError("lost"))
        else:
            future.set_result(reported(work))
        return future


def test_submission_that_breaks_its_job_is_tried_once_more_when_the_others_are_done():
    executor = Elsewhere({"b": 1, "c": 2})
    ticks = []
    done = {
        each.key: result
        for each, result in batch.grade(
            map(work, "abcd"), executor, pool.Width(2), lambda: ticks.append(1)
        )
    }
    assert executor.tries == ["a", "b", "c", "d", "b", "c"]
    assert {key for key, result in done.items() if isinstance(result, Report)} == set("abd")
    assert isinstance(done["c"], ConnectionError) and ticks


def test_submissions_are_asked_for_only_when_there_is_a_place():
    asked, most = [], []

    def works():
        for key in "abcdef":
            asked.append(key)
            yield work(key)

    for number, _ in enumerate(batch.grade(works(), Elsewhere({}), pool.Width(2), lambda: None), 1):
        most.append(len(asked) - number)
    assert max(most) <= 1, "two are in flight, one of which has just ended"


class Slow(Executor):
    """Judges one program of a submission that has several, and loses this one's first part."""

    def __init__(self, loses=""):
        self.loses, self.jobs = loses, []

    def submit(self, fn, /, work):
        names = [job.target.program for job in work.jobs]
        self.jobs.append((work.key, *names))
        future = Future()
        if names == [self.loses]:
            self.loses = ""
            future.set_exception(ConnectionError("lost"))
        else:
            future.set_result(reported(work, judged=1, seconds=len(names)))
        return future


def slow_work(key, *programs):
    jobs = [Job(Target("01_hello", name), {}, None, place) for place, name in enumerate(programs)]
    return Coursework(key, f"class/{key}", tuple(jobs), 1)


def graded(works, executor, width=2):
    return [
        (work.key, done)
        for work, done in batch.grade(works, executor, pool.Width(width), lambda: None)
    ]


def test_programs_that_are_left_of_a_submission_are_judged_before_the_next_one():
    executor = Slow()
    whole = slow_work("a", "server", "client", "tasks")
    done = dict(graded([whole, *(slow_work(key, "server") for key in "bcd")], executor, width=1))
    left = [("a", "client"), ("a", "tasks")]
    others = [(key, "server") for key in "bcd"]
    assert executor.jobs == [("a", "server", "client", "tasks"), *left, *others]
    report = done.pop("a")
    assert [each.name for each in report.programs] == ["server", "client", "tasks"]
    assert (report.score, report.max_score, report.seconds) == (0 + 1 + 2, 27, 3 + 1)
    assert len(done) == 3


def test_submission_is_judged_anew_where_one_of_its_programs_was_lost():
    executor = Slow(loses="client")
    ((key, report),) = graded([slow_work("a", "server", "client", "tasks")], executor)
    assert key == "a" and [each.name for each in report.programs] == ["server", "client", "tasks"]
    assert executor.jobs.count(("a", "server", "client", "tasks")) == 2


@pytest.mark.parametrize("seconds, judged", [(0.0, ["server"]), (60.0, ["server", "client"])])
def test_programs_after_one_that_hangs_are_left_to_others(monkeypatch, seconds, judged):
    result = lambda job, worker: ProgramResult(job.target.program, "", 0, 0, "passed", [])  # noqa: E731
    monkeypatch.setattr(batch, "_result", result)
    monkeypatch.setattr(
        batch.pool, "worker", lambda: SimpleNamespace(isolation=lambda: ("none", []))
    )
    monkeypatch.setattr(batch, "SECONDS_OF_ONE_THAT_HANGS", seconds)
    report = batch.judge(slow_work("a", "server", "client"))
    assert report.complete and [each.name for each in report.programs] == judged


def test_learners_have_seeds_of_their_own_which_a_run_repeats():
    assert batch.seed_for("ada", 7) == batch.seed_for("ada", 7)
    assert len({batch.seed_for(key, seed) for key in ("ada", "bob") for seed in (7, 8)}) == 4
    assert 0 <= batch.seed_for("\udcff", 7) < 1 << 64


# ------------------------------------------------------------------ who is there


def handed_in(name, problem=None):
    return HandedIn(name, f"class/{name}", problem, Path(name), lambda held: None)


ROSTER = Roster([Learner(key, key.title(), {"login": key}) for key in ("ada", "bob", "eve")])


def test_roster_tells_who_is_there_who_is_missing_and_who_is_a_stranger():
    found = [handed_in("ada"), handed_in("mallory"), handed_in("eve", "it is empty")]
    taken = attendance.take(found, ROSTER)
    assert [(each.learner.key, each.problem) for each in taken.handed] == [
        ("ada", None),
        (
            "mallory",
            "nobody on the roster has this name: if they belong to the class, add them there",
        ),
        ("eve", "it is empty"),
    ]
    assert [learner.name for learner in taken.missing] == ["Bob"]


@pytest.mark.parametrize("name", ["roster.csv", "./roster.csv", "link.csv", "class.zip"])
@pytest.mark.parametrize("result", ["csv", "html"])
def test_result_does_not_take_the_place_of_what_is_read(result, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("link.csv").symlink_to("roster.csv")
    options = Options(["class.zip"], "book.sqlite", [], "roster.csv", **{result: name})
    with pytest.raises(CannotWrite, match="is what is to be read"):
        Results.of(options)


def test_result_does_not_take_the_place_of_a_learners_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for file in ("class/ada/01_hello/notes.csv", "class/points.csv"):
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        Path(file).touch()
    options = partial(Options, ["class"], "book.sqlite", [])
    with pytest.raises(CannotWrite, match="is what is to be read"):
        Results.of(options(csv="class/ada/01_hello/notes.csv"))
    assert Results.of(options(csv="class/points.csv")).csv  # an earlier result


def test_name_of_a_learner_is_no_command_to_a_log(capsys):
    _tell(Marked(Learner("::stop-commands::x", "", {}), "graded", 1, 2))
    assert capsys.readouterr().out == "│ ::stop-commands::x\t1\t2\tgraded\n"


@pytest.mark.parametrize("end", ["", "-wal", "-shm", "-journal", "-lock"])
def test_result_is_no_file_of_the_gradebook(end, tmp_path):
    with pytest.raises(CannotWrite, match="two results cannot be one file"):
        class_files.checked(tmp_path / "book.sqlite", None, f"{tmp_path}/book.sqlite{end}")


def test_roster_of_another_class_is_refused():
    with pytest.raises(BadRoster, match=r"knows nobody .* such as 'x'"):
        attendance.take([handed_in("x"), handed_in("y")], ROSTER)


# ------------------------------------------------------------------ the command


@pytest.fixture
def course(small_course):
    return small_course


@pytest.fixture
def call(grader, course, tmp_path):
    def batch(*words, **options):
        book = "--gradebook", tmp_path / "class.sqlite"
        options = {"cwd": course, "report": False, **options}
        return grader("batch", tmp_path / "class", *book, *ONLY, *words, **options)

    return batch


@pytest.mark.long
def test_only_what_has_changed_is_graded_again(call, tmp_path):
    folder = hand_in(tmp_path / "class", ada=SOLUTION, bob=WRONG, eve=SOLUTION)
    files = "--csv", tmp_path / "class.csv", "--html", tmp_path / "class.html"
    run = call(*files)
    assert (run.status, run.errors) == (0, "")
    assert {key: cells[1:] for key, cells in rows(run).items()} == {
        key: ["20", "graded"] for key in ("ada", "bob", "eve")
    }
    assert rows(run)["ada"][0] == "20" and int(rows(run)["bob"][0]) < 20
    assert "ada,ada,20,20" in (tmp_path / "class.csv").read_text("utf-8")
    assert "<title>" in (tmp_path / "class.html").read_text("utf-8")
    before = entries(tmp_path / "class.sqlite")
    hand_in(folder, bob=SOLUTION)
    how = lambda run: {key: cells[2] for key, cells in rows(run).items()}  # noqa: E731
    assert how(call()) == {"ada": "unchanged", "bob": "graded", "eve": "unchanged"}
    assert set(how(call()).values()) == {"unchanged"}
    with Gradebook.open(tmp_path / "class.sqlite", for_grading=False) as book:
        assert len(book.runs()) == 2, "nothing new leaves no run"
    assert set(how(call("--force")).values()) == {"graded"}
    after = entries(tmp_path / "class.sqlite")
    assert [entry[:3] for entry in before if entry[0] != "bob"] == [
        entry[:3] for entry in after if entry[0] != "bob"
    ]


def bomb(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("01_hello/tcp_client.py", bytes(200 << 20))


@pytest.mark.long
def test_what_cannot_be_graded_is_named_and_the_others_are_graded(call, tmp_path):
    folder = hand_in(tmp_path / "class", ada=SOLUTION, twice=SOLUTION)
    (folder / "empty").mkdir()
    (folder / "other").mkdir()
    (folder / "other" / "essay.txt").write_text("no program")
    (folder / "corrupt.zip").write_bytes(b"PK\x03\x04 and no more")
    bomb(folder / "bomb.zip")
    with zipfile.ZipFile(folder / "twice.zip", "w") as archive:
        archive.writestr("01_hello/tcp_client.py", WRONG)
    run = call("--html", tmp_path / "class.html")
    assert run.status == 3
    assert rows(run).pop("ada") == ["20", "20", "graded"]
    bad = {"empty", "other", "corrupt", "bomb", "twice"}
    assert rows(run) == {"ada": ["20", "20", "graded"]} | {
        key: ["", "", "not graded"] for key in bad
    }
    told = run.errors.splitlines()
    assert len(told) == len(bad)
    for name in bad:
        assert len([line for line in told if line.startswith(f"grader: {name} was not ")]) == 1
    assert (tmp_path / "class.html").exists()
    again = call()
    assert again.status == 3 and rows(again)["ada"][2] == "unchanged"


@pytest.mark.long
def test_roster_names_who_is_missing(call, tmp_path):
    hand_in(tmp_path / "class", ada=SOLUTION, x=SOLUTION)
    roster = tmp_path / "roster.csv"
    roster.write_text("login,name\nada,Ada\nbob,Bob Byte\n")
    run = call("--roster", roster)
    assert run.status == 3
    assert "x was not graded: nobody on the roster has this name" in run.errors
    assert "nothing handed in: Bob Byte" in run.errors
    roster.write_text("login\nzoe\n")
    run = call("--roster", roster)
    assert (run.status, run.output) == (2, "") and "knows nobody" in run.errors


WRONG_USES = {
    "no such path": (["nowhere", "--gradebook", "g"], "nowhere"),
    "no gradebook": (["."], "--gradebook"),
    "a folder": ([".", "--gradebook", "."], "folder"),
    "no such target": ([".", "--gradebook", "g", "--only", "nine"], "nine"),
    "a roster that is none": ([".", "--gradebook", "g", "--roster", "class"], "class"),
    "no place for the page": ([".", "--gradebook", "g", "--html", "no/page"], "no folder"),
    "two in one": ([".", "--gradebook", "g", "--html", "h", "--csv", "h"], "one file"),
    "another format": ([".", "--gradebook", "g", "--csv-format", "xls"], "xls"),
    "a format of nothing": ([".", "--gradebook", "g", "--csv-format", "moodle"], "--csv FILE"),
    "no ids": (
        ["class", "--gradebook", "g", "--csv", "c", "--csv-format", "moodle"],
        "grade with --roster",
    ),
}


@pytest.mark.long
@pytest.mark.parametrize("name", WRONG_USES)
def test_wrong_use_is_one_line(grader, course, tmp_path, name):
    words, told = WRONG_USES[name]
    hand_in(tmp_path / "class", ada=SOLUTION)
    run = grader("batch", *words, report=False, cwd=tmp_path, env={"PYTHONPATH": str(course)})
    assert (run.status, run.output, len(run.errors.splitlines())) == (2, "", 1), run.errors
    assert told in run.errors
    assert not (tmp_path / "g").exists()


@pytest.mark.long
def test_spawned_workers_grade_as_well(call, tmp_path):
    hand_in(tmp_path / "class", ada=SOLUTION, bob=WRONG)
    run = call(env={"PYTHONPATH": str(ROOT / "tests" / "support" / "lacking" / "fork")})
    assert (run.status, run.errors) == (0, "")
    assert rows(run)["ada"] == ["20", "20", "graded"] and rows(run)["bob"][2] == "graded"


# ------------------------------------------------------------------ ended early


@pytest.mark.long
@pytest.mark.skipif(not hasattr(os, "killpg"), reason="process groups")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "polite"])
def test_interrupted_run_is_gone_on_with(call, course, tmp_path, number):
    hand_in(tmp_path / "class", **dict.fromkeys("abcdefgh", SLOW))
    running = Running(course, tmp_path, "--jobs", "2", "--html", str(tmp_path / "page.html"))
    first = running.line().split("\t")[0]
    status, _, errors = running.end(number)
    assert status == 130
    assert "of 8 are left: the same command goes on from here" in errors
    assert len(errors.splitlines()) == 1
    assert not (tmp_path / "page.html").exists()
    running.expect_nothing_left()
    run = call()
    assert run.status == 0 and rows(run)[first][2] == "unchanged"
    assert {cells[0] for cells in rows(run).values()} == {"20"}
    with Gradebook.open(tmp_path / "class.sqlite", for_grading=False) as book:
        assert len(book.runs()) == 1


def workers_of(pid):
    """The processes that a batch has forked; its zygote is another program."""
    listed = processes.told("-o", "pid=,args=", "--ppid", str(pid))
    return [int(line.split()[0]) for line in listed if " batch " in line]


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="forked workers")
def test_worker_that_is_killed_costs_nobody_anything(course, tmp_path):
    hand_in(tmp_path / "class", **dict.fromkeys("abcdef", SLOW))
    running = Running(course, tmp_path, "--jobs", "3")
    running.line()
    os.kill(workers_of(running.process.pid)[0], signal.SIGKILL)
    # of the same reader as the first line, which may have taken others along
    output, errors = running.process.stdout.read(), running.process.stderr.read()
    assert (running.process.wait(120), errors) == (0, "")
    assert len(output.splitlines()) == 5, "the first line was read before"
    assert [entry[0] for entry in entries(tmp_path / "class.sqlite")] == [*"abcdef"]
    running.expect_nothing_left()


@pytest.mark.long
def test_second_run_at_once_says_so_and_stops(call, course, tmp_path):
    hand_in(tmp_path / "class", **dict.fromkeys("abcdefgh", SLOW))
    running = Running(course, tmp_path, "--jobs", "1")
    running.line()
    run = call()
    assert (run.status, run.output) == (2, "") and "is in use: another run" in run.errors
    assert running.process.wait(120) == 0


@pytest.mark.long
@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("unshare"), reason="mounts"
)
def test_full_disk_ends_the_run_in_one_line_and_loses_nothing(call, course, tmp_path):
    names = [f"learner{number}" for number in range(12)]
    hand_in(tmp_path / "class", **dict.fromkeys(names, WRONG))
    disk = tmp_path / "disk"
    disk.mkdir()
    script = f"""
        mount -t tmpfs -o size=160k none {disk} || exit 99
        {sys.executable} -m grader batch {tmp_path}/class --gradebook {disk}/class.sqlite \\
            {" ".join(ONLY)} > {tmp_path}/out 2> {tmp_path}/errors
        echo $? > {tmp_path}/status
        cp {disk}/class.sqlite* {tmp_path}
    """
    done = subprocess.run(["unshare", "-m", "bash", "-c", script], cwd=course, timeout=200)
    if done.returncode == 99:
        pytest.skip("nothing can be mounted here")
    assert (tmp_path / "status").read_text() == "3\n"
    errors = (tmp_path / "errors").read_text()
    assert "disk is full" in errors and "Traceback" not in errors
    kept = [line.split("\t")[0] for line in (tmp_path / "out").read_text().splitlines()]
    assert 0 < len(kept) < len(names)
    run = call()
    assert run.status == 0 and {rows(run)[key][2] for key in kept} == {"unchanged"}
    assert len(rows(run)) == len(names)
