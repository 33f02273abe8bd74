"""What GitHub Actions is told: the score, annotations on the learner's lines, and nothing forged."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import shelf
from grader import actions, cli
from grader.commands import grade
from grader.course import checks
from grader.course.layout import Target
from grader.renderers import terminal
from grader.report import Words
from runner import commands
from samples import HOSTILE, check, program, report, talkative

UNIT = "01_hello"
NOTICES = ["Autograding complete", "Autograding report"]
FILES = ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")

anything = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(), min_size=1))


@pytest.fixture
def step(grader, tmp_path):
    """Call the grader as a step of a workflow; the run, its commands and its files."""
    files = {name: tmp_path / name for name in FILES}

    def call(*arguments, env=()):
        named = {name: str(file) for name, file in files.items()}
        run = grader(*arguments, env={"GITHUB_ACTIONS": "true", **named, **dict(env)})
        run.commands = commands(run.output + "\n" + run.errors)
        run.score, run.summary = [file.read_text(encoding="utf-8") for file in files.values()]
        return run

    return call


@pytest.fixture
def told():
    """The commands by which a report is told."""
    return lambda a_report, root, **words: commands(actions.orders(a_report, Words(**words), root))


def annotations(obeyed):
    return [command for command in obeyed if command.name == "error"]


# ------------------------------------------------------------------ the score


def test_score_is_told_in_three_ways(step):
    run = step("01/tcp_client", "--submission", "solutions")
    assert "\n::notice title=Autograding complete::Points 20/20\n" in run.output
    last = '\n::notice title=Autograding report::{"totalPoints":20,"maxPoints":20}\n'
    assert run.output.endswith(last)
    assert run.score == "score=20\nmax-score=20\n"
    assert run.summary.startswith("# 20 of 20 points\n")
    assert [command.name for command in run.commands] == [
        "remove-matcher",
        "stop-commands",
        "resume",
        "notice",
        "notice",
    ]


@pytest.mark.long
def test_files_of_the_step_are_appended_to(step, tmp_path):
    for name in FILES:
        (tmp_path / name).write_text("before\n")
    run = step("01/tcp_client", "--submission", "solutions")
    assert run.score == "before\nscore=20\nmax-score=20\n"
    assert run.summary.startswith("before\n# 20 of 20")


@pytest.mark.long
def test_elsewhere_nothing_is_told(grader, tmp_path):
    files = {name: str(tmp_path / name) for name in FILES}
    run = grader("01/tcp_client", "--submission", "solutions", env=files)
    assert commands(run.output) == []
    assert not (tmp_path / "GITHUB_OUTPUT").exists()


@pytest.mark.parametrize(
    "env, named",
    [
        ({"GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "ada/course"}, "ada/course/work"),
        ({"GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": ""}, "{root}/work"),
        ({"GITHUB_ACTIONS": "", "GITHUB_REPOSITORY": "ada/course"}, "{root}/work"),
    ],
)
def test_folder_is_named_by_the_repository_where_there_is_one(env, named, monkeypatch, tmp_path):
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "work"
    told = actions.by_repository(f"there is no unit in {folder}", folder)
    assert told == f"there is no unit in {named.format(root=tmp_path)}"


def test_file_that_cannot_be_written_is_one_line_and_status_2(grader, tmp_path):
    env = {"GITHUB_ACTIONS": "true", "GITHUB_OUTPUT": str(tmp_path / "nowhere" / "file")}
    run = grader("01/tcp_client", "--submission", "solutions", env=env)
    assert run.status == 2
    assert re.fullmatch(
        r"grader: cannot write GITHUB_OUTPUT \(.+\): No such file or directory\n", run.errors
    )


def test_interrupted_run_tells_no_score(monkeypatch, capsys):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    cut_short = report(program(check("a", "passed")), complete=False)
    monkeypatch.setattr(grade, "_graded", lambda *_: cut_short)
    assert cli.main(["01", "--submission", "solutions"]) == 130
    assert "notice" not in [command.name for command in commands(capsys.readouterr().out)]


# ------------------------------------------------------------------ annotations


def test_annotation_is_on_the_learners_line(step, submission, tmp_path):
    source = "import socket\n\nsocket.socket().send('hello!')\n"
    folder = submission(tcp_client=source)
    folder.rename(tmp_path / "assignments")
    (tmp_path / ".git").mkdir()
    (annotation,) = annotations(step("01/tcp_client", "--submission", tmp_path).commands)
    first, *_ = checks.load(Target("01_hello", "tcp_client"))
    assert annotation.properties == {
        "file": "assignments/01_hello/tcp_client.py",
        "line": "3",
        "title": f"tcp_client: {first.title} (0/{first.points})",
    }
    message, why = annotation.data.splitlines()
    assert message.startswith("Your program ended (status 1) before it connected")
    assert why == "Sockets carry bytes: a str has to be encoded first."


def test_commands_are_those_that_work_at_home(step, submission):
    """The folder of the run is nowhere else."""
    run = step("01/tcp_client", "--submission", submission(tcp_client="1 / 0\n"))
    assert "python -m grader peer 01/tcp_client::" in run.output
    assert "--submission" not in run.output


@pytest.mark.parametrize(
    "root, has_git, file",
    [
        ("repo", "repo", "01_hello/tcp_server.py"),
        ("repo/assignments", "repo", "assignments/01_hello/tcp_server.py"),
        ("repo/week/one", "repo", "week/one/01_hello/tcp_server.py"),
        ("repo", None, "01_hello/tcp_server.py"),
        ("repo/assignments", None, "assignments/01_hello/tcp_server.py"),
    ],
)
def test_file_is_named_as_in_the_learners_repository(root, has_git, file, told, tmp_path):
    (tmp_path / root).mkdir(parents=True)
    if has_git:
        (tmp_path / has_git / ".git").mkdir()
    (annotation,) = annotations(told(report(program(check(message="Wrong."))), tmp_path / root))
    assert annotation.properties["file"] == file


def test_ten_annotations_at_most_and_each_program_has_its_first(told, tmp_path):
    names = ["tcp_server", "tcp_client", "udp_server"]
    programs = [
        program(*(check(f"c{n}", program=name, message="m") for n in range(8)), name=name)
        for name in names
    ]
    found = annotations(told(report(*programs), tmp_path))
    assert len(found) == 10
    assert [each.properties["title"] for each in found[:4]] == [
        "tcp_server: Title of c0 (0/3)",
        "tcp_client: Title of c0 (0/3)",
        "udp_server: Title of c0 (0/3)",
        "tcp_server: Title of c1 (0/3)",
    ]


@pytest.mark.parametrize("outcome", ["passed", "not_run", "not_started", "error"])
def test_only_failed_checks_are_annotated(outcome, told, tmp_path):
    assert annotations(told(report(program(check("a", outcome, message="m"))), tmp_path)) == []


@pytest.mark.parametrize("line, told_line", [(3, "3"), (None, "1"), (0, "1"), (10**30, "1")])
def test_line_is_one_that_a_file_can_have(line, told_line, told, tmp_path):
    (annotation,) = annotations(told(report(program(check(message="m", line=line))), tmp_path))
    assert annotation.properties["line"] == told_line


SERVER = "import sys\n\n\ndef helps():\n    pass\n\n\ndef serve(host, port):\n    pass\n"
TASKS = (
    "import requests\n\ndef get_text(url):\n    return 1\n\n\nasync def get_json(url):\n    pass\n"
)


@pytest.mark.parametrize(
    "name, source, title, steps, line",
    [
        ("tcp_server", SERVER, "Answers a client", [], "8"),  # the first one that its stub has
        ("tcp_server", "def main():\n    pass\n", "Answers a client", [], "1"),
        ("tcp_server", "def serve(:\n", "Answers a client", [], "1"),
        ("tcp_server", "\0", "Answers a client", [], "1"),
        ("http_tasks", TASKS, "get_json returns the body", [], "7"),
        ("http_tasks", TASKS, "A page in another charset", ["0.100 s  called  get_json('x')"], "7"),
        ("http_tasks", TASKS, "A page in another charset", [], "3"),
    ],
)
def test_line_is_that_of_the_function_where_none_is_known(
    name, source, title, steps, line, told, tmp_path
):
    lost = check(message="Wrong.", program=name, steps=steps)
    lost.title = title
    file = f"{UNIT}/{name}.py"
    (annotation,) = annotations(
        told(report(program(lost, name=name)), tmp_path, sources={file: source})
    )
    assert annotation.properties["line"] == line


@pytest.mark.long
def test_summary_links_the_task_and_the_annotation_is_on_the_function(step, submission, tmp_path):
    """The page is in the learner's repository, at the commit that is graded."""
    source = "import sys\n\n\ndef serve(host, port):\n    input()\n\n\nserve('', 0)\n"
    folder = submission(tcp_server=source)
    folder.rename(tmp_path / "assignments")
    (tmp_path / ".git").mkdir()
    (tmp_path / "assignments/01_hello/README.md").write_text("Exported.")
    place = {
        "GITHUB_SERVER_URL": "https://host.test",
        "GITHUB_REPOSITORY": "ada/my course",
        "GITHUB_SHA": "abc",
    }
    run = step("01/tcp_server", "--submission", tmp_path, env=place)
    page = "https://host.test/ada/my%20course/blob/abc/assignments/01_hello/README.md"
    assert f"[Next: 01\\_hello/tcp\\_server.](<{page}#tcp_serverpy-host-port>)" in run.summary


def test_percent_signs_and_line_ends_arrive_as_they_were(told, tmp_path):
    (annotation,) = annotations(
        told(report(program(check(message="50% of\r\n::error::x %0A,:"))), tmp_path)
    )
    assert annotation.data == "50% of\r\n::error::x %0A,:"


def test_commas_and_colons_of_properties_arrive_as_they_were(told, tmp_path):
    title = "One, two::three, line=4%2C"
    lost = check(message="m")
    lost.title = title
    (annotation,) = annotations(told(report(program(lost)), tmp_path))
    assert annotation.properties["title"] == f"tcp_server: {title} (0/3)"
    assert (annotation.properties["line"], annotation.data) == ("1", "m")


# ------------------------------------------------------------------ nothing forged


def assert_ours_only(obeyed):
    """The order of play, and no command that is not the grader's own."""
    names = [command.name for command in obeyed]
    errors = names.count("error")
    assert names == [
        "remove-matcher",
        "stop-commands",
        "resume",
        *["error"] * errors,
        "notice",
        "notice",
    ]
    assert errors <= 10
    assert [command.properties["title"] for command in obeyed[-2:]] == NOTICES
    for command in annotations(obeyed):
        assert re.fullmatch(rf"{UNIT}/\w+\.py", command.properties["file"])
        assert set(command.properties) == {"file", "line", "title"}


@given(anything)
def test_nothing_that_a_program_says_is_a_command(said):
    """Not even text that nobody made printable."""
    talk = report(program(talkative(said)))
    printed = (
        actions.muted(terminal.render(talk, Words())),
        actions.orders(talk, Words(), Path("/nowhere")),
    )
    assert_ours_only(commands("\n".join(printed)))


LOUD = {
    "printing": {
        "tcp_server": "paints_the_terminal",
        "tcp_client": "prints_workflow_commands",
        "udp_server": "prints_a_forged_report",
        "udp_client": "prints_invisible_text",
        "http_tasks": "paints_the_terminal_from_everywhere",
    },
    "raising": {
        "tcp_server": "prints_without_end",
        "tcp_client": "prints_markup",
        "udp_server": "sends_escapes_over_the_wire",
        "udp_client": "raises_workflow_commands",
        "http_tasks": "raises_workflow_commands",
    },
}


@pytest.mark.long
@pytest.mark.parametrize("programs", LOUD.values(), ids=LOUD)
def test_log_of_a_hostile_submission_shows_nothing_forged(programs, step, submission):
    sources = {
        p: (shelf.SHELF / UNIT / p / "cheat" / f"{n}.py").read_bytes() for p, n in programs.items()
    }
    run = step("01", "--submission", submission(**sources))
    assert_ours_only(run.commands)
    score, most = run.report["score"], run.report["max_score"]
    assert (run.commands[-2].data, run.score) == (
        f"Points {score}/{most}",
        f"score={score}\nmax-score={most}\n",
    )
    assert score < most


def test_traceback_of_a_program_makes_no_annotation(step, submission):
    """setup-python has the runner look for Python's tracebacks, also where it obeys nothing."""
    forged = """print('  File "tcp_client.py", line 1', flush=True)\nraise ValueError('forged')\n"""
    run = step("01/tcp_client", "--submission", submission(tcp_client=forged))
    assert run.output.startswith("::remove-matcher owner=python::\n::stop-commands::")
    assert 'File "tcp_client.py", line 1' in run.output
