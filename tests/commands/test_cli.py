"""The command line as users meet it: verdicts, exit statuses, and one clear line for bad input."""

import json
import os
import re
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from variants import first_at_once

import processes
import samples
from conftest import ROOT
from grader import cli, launch
from grader.commands import doctor
from grader.examiner.examination import Examination
from grader.launch import LaunchError
from grader.usage import LARGEST_SEED, random_seed
from small_course import POINTS, PROGRAMS

CHECK_FIELDS = {
    "id",
    "title",
    "points",
    "max_points",
    "outcome",
    "blocked_by",
    "seconds",
    "message",
    "expected",
    "received",
    "diagnosis",
    "line",
    "steps",
    "output",
    "traceback",
    "transcript",
}


def solution(name):
    return (ROOT / "solutions" / "01_hello" / f"{name}.py").read_text(encoding="utf-8")


@pytest.mark.long
def test_solutions_get_full_marks(grader, small_course):
    run = grader("01_hello", "--submission", "solutions", cwd=small_course)
    assert (run.status, run.report["score"], run.report["max_score"]) == (0, POINTS, POINTS)
    assert f"{POINTS} of {POINTS} points" in run.output


def test_stubs_are_not_started_in_one_line_each(grader, small_course):
    run = grader(cwd=small_course)
    assert (run.status, run.report["score"]) == (1, 0)
    for name in PROGRAMS:
        assert run.program(name)["status"] == "not_started"
        assert set(run.outcomes(name).values()) == {"not_started"}
        assert len(re.findall(rf"^  {name} .*not started$", run.output, re.M)) == 1
    assert "Next: open assignments/01_hello/tcp_server.py" in run.output
    assert len(run.output.splitlines()) < 15


def test_report_keeps_to_its_contract(grader, submission, small_course):
    folder = submission(tcp_server=solution("tcp_server").replace('b"hi"', 'b"HI"'))
    report = grader("01_hello", "--submission", folder, "--seed", 7, cwd=small_course).report
    assert set(report) == {
        "version",
        "complete",
        "language",
        "submission",
        "graded_at",
        "seconds",
        "seed",
        "grader",
        "python",
        "platform",
        "isolation",
        "score",
        "max_score",
        "units",
    }
    assert (report["version"], report["seed"], report["submission"]) == (1, 7, str(folder))
    assert (report["complete"], report["language"]) == (True, "en")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", report["graded_at"])
    assert set(report["isolation"]) == {"level", "missing"}
    (unit,) = report["units"]
    assert set(unit) == {"name", "title", "score", "max_score", "programs"}
    for program in unit["programs"]:
        assert set(program) == {"name", "file", "score", "max_score", "status", "checks"}
        for check in program["checks"]:
            assert set(check) == CHECK_FIELDS
            assert isinstance(check["points"], int)
    events = [
        event
        for program in unit["programs"]
        for check in program["checks"]
        for event in check["transcript"]
    ]
    assert events
    assert all(set(event) == set(samples.event("")) for event in events)


def test_failure_tells_its_story(grader, submission):
    source = solution("tcp_server").replace('b"hi"', 'b"hi\\n"')
    run = grader("01/tcp_server", "--submission", submission(tcp_server=source))
    lost = [name for name, outcome in run.outcomes("tcp_server").items() if outcome == "failed"]
    assert lost[0] == "answers_hi"
    assert "s  started   python tcp_server.py 127." in run.output
    received = re.search(r"^( +)received  b'hi\\n'\n +\^$", run.output, re.M)
    assert received, run.output
    assert "python -m grader hint 01/tcp_server::answers_hi" in run.output
    assert "│ client from" in run.output
    assert not re.search(r"[a-z][.!?][A-Z]", re.sub(r"\S+\.test\S*|'.*?'", "", run.output))


def test_traceback_is_cut_to_the_learners_file(grader, submission):
    source = solution("tcp_server").replace('sendall(b"hi")', 'sendall("hi")')
    run = grader("01/tcp_server", "--submission", submission(tcp_server=source))
    check = next(c for c in run.program("tcp_server")["checks"] if c["outcome"] == "failed")
    assert check["traceback"].splitlines()[-1].startswith("TypeError: a bytes-like object")
    assert check["line"] == 1 + source[: source.index('sendall("hi")')].count("\n")
    assert 'File "tcp_server.py"' in check["traceback"]
    assert "child.py" not in check["traceback"]
    assert "encoded first" in check["diagnosis"]


@pytest.mark.long
def test_half_finished_http_tasks_are_reported_per_function(grader, submission):
    done = "\n\ndef get_bytes(url):\n    return requests.get(url).content\n"
    source = (ROOT / "assignments/01_hello/http_tasks.py").read_text() + done
    run = grader("01/http_tasks", "--submission", submission(http_tasks=source))
    outcomes = run.outcomes("http_tasks")
    assert outcomes.pop("get_bytes") == "passed"
    assert set(outcomes.values()) == {"not_started"}
    assert run.program("http_tasks")["status"] == "failed"


@pytest.mark.long
def test_same_seed_same_words(grader, small_course):
    def words(seed):
        run = grader("01/tcp_client", "--submission", "solutions", "--seed", seed, cwd=small_course)
        assert run.report["seed"] == seed
        return [
            event["data"]
            for check in run.program("tcp_client")["checks"]
            for event in check["transcript"]
        ]

    assert words(LARGEST_SEED) == words(LARGEST_SEED)
    assert words(LARGEST_SEED >> 1) != words(LARGEST_SEED)  # no bit of it is lost


def test_seed_is_too_long_to_be_found_by_trying(grader, small_course):
    """A program sees words that were drawn with it, and could then draw the words to come."""
    assert max(random_seed() for _ in range(100)) > LARGEST_SEED >> 8
    run = grader("01/tcp_client", "--submission", "assignments", cwd=small_course)
    assert f"seed {run.report['seed']} " in run.output
    assert run.report["seed"] > LARGEST_SEED >> 32


@pytest.mark.long
def test_jobs_agree(grader, small_course):
    words = "01", "--submission", "solutions", "--jobs"
    reports = [grader(*words, n, cwd=small_course).report for n in (1, 8)]
    verdicts = [
        [(c["id"], c["outcome"]) for p in r["units"][0]["programs"] for c in p["checks"]]
        for r in reports
    ]
    assert verdicts[0] == verdicts[1]


@pytest.mark.long
def test_two_graders_at_once_agree(grader, small_course):
    words = [sys.executable, "-m", "grader", "--submission", "solutions", "--seed", "3"]
    pipe = {"stdout": subprocess.PIPE, "text": True, "encoding": "utf-8"}
    pair = [subprocess.Popen(words, cwd=small_course, **pipe) for _ in range(2)]
    for process in pair:
        output, _ = process.communicate(timeout=60)
        assert (process.returncode, f"{POINTS} of {POINTS}" in output) == (0, True)


def test_repository_with_assignments_is_a_submission_too(grader, submission, tmp_path):
    folder = submission(tcp_client=solution("tcp_client"))
    folder.rename(tmp_path / "assignments")
    run = grader("01/tcp_client", "--submission", tmp_path)
    assert (run.status, run.report["score"]) == (0, 20)


def test_programs_of_a_unit_may_import_each_other(grader, submission):
    folder = submission(
        tcp_server=solution("tcp_server"),
        tcp_client="import sys\nimport tcp_server\n" + solution("tcp_client"),
    )
    assert grader("01/tcp_client", "--submission", folder).status == 0


def test_modules_of_ones_own_come_along_and_what_stays_behind_is_named(grader, submission):
    folder = submission(tcp_client="import words.say\nwords.say.goodbye()\n")
    for name, text in {
        "words/say.py": "def goodbye(): raise SystemExit(7)\n",
        "a.bin": "x" * 2**20,
    }.items():
        (folder / "01_hello" / name).parent.mkdir(exist_ok=True)
        (folder / "01_hello" / name).write_text(text)
    run = grader("01/tcp_client", "--submission", folder)
    first, *_ = run.program("tcp_client")["checks"]
    assert "(status 7)" in first["message"]
    assert samples.words(first["steps"])[0] == (
        "not copied, so not beside the program: a.bin (beyond 64 files or 1 MiB)"
    )
    assert "a.bin (beyond 64 files or 1 MiB)" in run.output


@pytest.mark.parametrize("points", [0, 20])
def test_fail_under(grader, submission, points):
    folder = submission(tcp_client=solution("tcp_client"))
    assert grader("01/tcp_client", "--submission", folder, "--fail-under", points).status == 0


def test_fail_under_helps_a_partial_score(grader, submission, small_course):
    words = "01", "--submission", submission(tcp_client=solution("tcp_client"))
    assert grader(*words, cwd=small_course).status == 1
    assert grader(*words, "--fail-under", 20, cwd=small_course).status == 0
    assert grader(*words, "--fail-under", 21, cwd=small_course).status == 1


def test_missing_program_is_missing(grader, submission, small_course):
    folder = submission(tcp_client=solution("tcp_client"))
    run = grader("01", "--submission", folder, cwd=small_course)
    assert run.program("tcp_server")["status"] == "missing"
    assert set(run.outcomes("tcp_server").values()) == {"not_run"}
    assert run.report["score"] == 20


# ------------------------------------------------------------------ bad input


@pytest.mark.parametrize(
    "arguments, says",
    first_at_once(
        [
            (["09"], "there is no unit or program '09'; the units are 01_hello"),
            (["01/none"], "there is no program 'none'"),
            (["--submission", "/nowhere/at/all"], "there is no folder"),
            (["--submission", "README.md"], "is a file; name the folder"),
            (["--submission", "grader"], "there is no 01_hello"),
            (["--report", "json=/nowhere/report"], "there is no folder /nowhere"),
            (["--report", "json=tests"], "tests is a folder; name a file"),
            (["--report", f"html={'a' * 250}"], "File name too long"),
            (["--report", "html=tests/samples.PY"], "samples.PY is a program, which would be lost"),
            (["--report", "json="], "--report takes FORMAT=FILE"),
            (["--report", "report.json"], "--report takes FORMAT=FILE"),
            (["--report", "word=x"], "--report takes FORMAT=FILE; FORMAT is one of json"),
            (["--seed", "x"], "'x' is no seed"),
            (["--seed", "-1"], "no seed"),
            (["--seed", "1.5"], "'1.5' is no seed"),
            (["--seed", str(2**64)], "no seed: a whole number from 0 to 18446744073709551615"),
            (["--seed", "9" * 5000], "no seed: a whole number from 0 to 18446744073709551615"),
            (["--jobs", "0"], "'0' is no number of jobs"),
            (["--jobs", "many"], "'many' is no number of jobs"),
            (["--fail-under", "x"], "'x' is no number of points"),
            (
                ["01", "--fail-under", "101"],
                "no run can reach --fail-under 101: all that is graded has 100",
            ),
            (["--nonsense"], "unrecognized arguments: --nonsense"),
            (["hint", "--lang", "xx"], "--lang 'xx': the languages are en, zh"),
            (["--lang"], "argument --lang: expected one argument"),
            (["hint"], "no last run is known"),
            (["hint", "01/tcp_server"], "name one check, such as 01_hello/tcp_server::"),
            (["hint", "01/tcp_server::none"], "there is no check 'none'"),
            (["hint", "77/tcp_server::listens"], "there is no unit or program '77/tcp_server'"),
            (["hint", "01::listens"], "name one check"),
        ],
        most=8,
    ),
)
def test_wrong_use_is_one_line_and_status_2(grader, arguments, says):
    run = grader(*arguments, report=False)
    assert (run.status, run.output) == (2, "")
    assert says in run.errors
    assert len(run.errors.splitlines()) == 1
    assert len(run.errors) < 1000


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_score_is_shown_though_the_report_cannot_be_written(grader):
    run = grader(
        "01/tcp_client", "--submission", "solutions", "--report", "json=/dev/full", report=False
    )
    assert run.status == 2
    assert "20 of 20 points" in run.output
    assert run.errors.splitlines() == ["grader: cannot write /dev/full: No space left on device"]


def test_report_keeps_the_rights_of_an_ordinary_file(grader, tmp_path):
    grader("01/tcp_client", "--submission", "solutions")
    mode = stat.S_IMODE((tmp_path / "report.json").stat().st_mode)
    umask = os.umask(0)
    os.umask(umask)
    assert mode == 0o666 & ~umask
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]


def make_folder(path):
    path.mkdir()


def make_pipe(path):
    os.mkfifo(path)


def make_link(path):
    path.symlink_to("/etc/passwd")


def make_huge(path):
    with open(path, "wb") as file:
        file.truncate(100 << 20)


BAD_FILES = [
    (make_folder, "tcp_server.py is a folder."),
    (make_pipe, "tcp_server.py is not a regular file."),
    (make_link, "tcp_server.py is a symbolic link."),
    (make_huge, "tcp_server.py is larger than 1 MiB."),
    (lambda path: path.write_bytes(b"x = '\xff\xfe'\n"), "not valid Python"),
    (lambda path: path.write_text("def f(:\n"), "line 1, is not valid Python"),
    (lambda path: path.write_bytes(b"x = 1\0\n"), "null bytes"),
    (lambda path: path.write_text("import socket\n", encoding="utf-16"), "not valid Python"),
    (lambda path: path.write_text("(" * 10_000), "not valid Python"),
    (lambda path: path.write_text(""), "Your program ended (status 0) before a client"),
]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
@pytest.mark.parametrize("make, says", BAD_FILES, ids=lambda value: str(value)[:20])
@pytest.mark.parametrize(
    "program", ["tcp_server", pytest.param("http_tasks", marks=pytest.mark.long)]
)
@pytest.mark.long
def test_bad_file_fails_kindly(grader, submission, make, says, program):
    folder = submission()
    make(folder / "01_hello" / f"{program}.py")
    run = grader(f"01/{program}", "--submission", folder)
    assert run.status == 1
    assert run.program(program)["status"] == "failed"
    first, *others = run.program(program)["checks"]
    if program == "tcp_server":
        assert says in first["message"]
    if "before a client" not in says:
        assert first["outcome"] == "failed"
        assert {check["outcome"] for check in others} == {"not_run"}
        assert {check["blocked_by"] for check in others} <= {first["id"]}
    assert not re.search(r"[.!?][A-Z]", first["message"])


def test_unit_that_is_a_link_is_not_followed(grader, tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "01_hello").symlink_to(ROOT / "solutions" / "01_hello")
    run = grader("01", "--submission", tmp_path / "sub", report=False)
    assert run.status == 2


# ------------------------------------------------------------------ interruption

# Its command line shows outside that it has begun.
SLEEPER = """import os, sys

os.execv(sys.executable, [sys.executable, "-c", "import time; time.sleep(600)", "{mark}"])
"""


def alive(mark):
    """Processes whose scratch folder or command line bears the mark."""
    listed = processes.told("-eo", "pid,stat,args")
    return [line for line in listed if mark in line and " Z" not in line]


@pytest.mark.skipif(os.name == "nt", reason="signals as on Unix")
@pytest.mark.parametrize("how, status", [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
def test_interruption_leaves_nothing_behind(submission, tmp_path, how, status):
    temporary, has_begun = tmp_path / "marked-scratch", f"begun-{tmp_path.name}"
    sleeper = SLEEPER.format(mark=has_begun)
    folder = submission(tcp_server=sleeper, tcp_client=solution("tcp_client"))
    temporary.mkdir()
    assert not alive(str(temporary))
    file = tmp_path / "report.json"
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "grader",
            "01/tcp_server",
            "01/tcp_client",
            "--submission",
            folder,
            "--report",
            f"json={file}",
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "TMPDIR": str(temporary)},
        # a shell's background job is born with Ctrl-C ignored, and these tests may be one
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    end = time.monotonic() + 20
    while time.monotonic() < end and not alive(has_begun):
        assert process.poll() is None
        time.sleep(0.01)
    os.kill(process.pid, how)
    output, errors = process.communicate(timeout=20)
    assert process.returncode == status
    if how == signal.SIGINT:
        assert "interrupted; not graded:" in errors
        assert "points" in output
        assert json.loads(file.read_text())["version"] == 1
        assert not list(temporary.iterdir())
    end = time.monotonic() + 10
    while (alive(str(temporary)) or alive(has_begun)) and time.monotonic() < end:
        time.sleep(0.02)
    assert not alive(str(temporary))
    assert not alive(has_begun)


# ------------------------------------------------------------------ hints


def test_hints_are_a_ladder(grader):
    def hint():
        return grader("hint", "01/tcp_server::answers", report=False).output

    first, second, third, again = hint(), hint(), hint(), hint()
    assert "Hint 1 of 3" in first
    assert "Hint 2 of 3" in second
    assert "Hint 3 of 3" in third and "the last one" in third
    assert again == first


# ------------------------------------------------------------------ the machine


@pytest.mark.long
def test_doctor_tells_what_this_machine_can_do(grader):
    run = grader("doctor", report=False)
    assert run.status == 0
    assert "✓ Python 3." in run.output
    assert re.search(r"^  isolation: (full|partial|none)", run.output, re.M)
    if "isolation: full" in run.output:
        assert "✗" not in run.output


def test_doctor_keeps_its_lines_in_a_terminal():
    findings = [doctor.Finding("word " * 40, False, "remedy " * 30)]
    shown = doctor.render(findings, ("partial", ["a layer"] * 20), 60).splitlines()
    assert max(map(len, shown)) <= 60
    assert [line[:6] for line in shown[:6]] == [
        "  ✗ wo",
        "    wo",
        "    wo",
        "    wo",
        *["      "] * 2,
    ]


def test_doctor_says_where_no_program_can_be_started(monkeypatch, capsys):
    def launcher(web):
        raise LaunchError("the zygote has gone")

    monkeypatch.setattr(launch, "launcher", launcher)
    assert cli.main(["doctor"]) == 2
    shown = capsys.readouterr().out
    assert "✗ no program can be started: the zygote has gone" in shown
    assert "isolation: none" in shown


@pytest.mark.long
def test_doctor_judges_a_tiny_program(grader):
    assert "✓ a tiny program is judged, as in any run" in grader("doctor", report=False).output


@pytest.mark.long
@pytest.mark.skipif(not hasattr(os, "fork"), reason="patches reach forked workers only")
def test_doctor_says_why_a_tiny_program_cannot_be_judged(monkeypatch, capsys):
    def start(self, *arguments, **options):
        raise OSError("no ports here")

    monkeypatch.setattr(Examination, "start", start)
    assert cli.main(["doctor"]) == 2
    shown = capsys.readouterr().out
    assert "✗ a tiny program is judged, as in any run: The grader made a mistake" in shown
    assert "OSError: no ports here" in shown


@pytest.mark.long
def test_isolation_can_be_required(grader):
    full = "isolation: full" in grader("01/tcp_client", "--submission", "solutions").output
    run = grader("01/tcp_client", "--submission", "solutions", "--require-isolation")
    assert run.status == (0 if full else 2)
