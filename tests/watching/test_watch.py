"""`watch`: what a change touches, what a window shows, and the command in a terminal of its own."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import watchfiles

from conftest import ROOT
from grader.course.layout import Target
from grader.renderers import columns
from grader.report import Words
from grader.submissions.folder import Submission, Work
from grader.watching import folder as folders
from grader.watching import terminal
from grader.watching.events import Events, Noted, Saved
from grader.watching.faces import Screen, View
from grader.watching.touched import touched
from grader.watching.window import in_use
from samples import check, program, report
from small_course import UNIT
from watched import Watched

SERVER, CLIENT = Target(UNIT, "tcp_server"), Target(UNIT, "tcp_client")
ALL = [SERVER, CLIENT, Target(UNIT, "http_tasks")]

# ------------------------------------------------------------------ what a change touches


def submission(problems=(), neighbours=(), **sources):
    files = {name.replace("__", "/") + ".py": text.encode() for name, text in sources.items()}
    work = Work(files, dict(problems), dict(neighbours), ())
    return Submission(Path("x"), Path("x"), None, {UNIT: work})


PROGRAMS = {
    "tcp_server": "import words\n",
    "tcp_client": "# python tcp_server.py in the other terminal\nfrom parts.lines import end\n",
    "http_tasks": "import requests\n",
    "words": "from letters import a\n",
    "letters": "a = 1",
    "parts__lines": "end = 1",
    "of_nobody": "",
}


@pytest.mark.parametrize(
    "changed, meant",
    [
        ("tcp_server", {SERVER}),
        ("words", {SERVER}),
        ("letters", {SERVER}),
        ("parts__lines", {CLIENT}),
        ("of_nobody", set(ALL)),
    ],
)
def test_change_touches_those_that_use_the_file(changed, meant):
    before = submission(**PROGRAMS)
    after = submission(**{**PROGRAMS, changed: PROGRAMS[changed] + "# saved"})
    assert touched(before, after, ALL) == meant
    assert touched(before, before, ALL) == set()


def test_lost_file_and_one_that_cannot_be_read_are_changes():
    before = submission(**PROGRAMS)
    without = {name: text for name, text in PROGRAMS.items() if name != "http_tasks"}
    assert touched(before, submission(**without), ALL) == {ALL[2]}
    unread = submission(problems={"tcp_client.py": "It is a folder."}, **PROGRAMS)
    assert touched(before, unread, ALL) == {CLIENT}


@pytest.mark.parametrize("name", ["tcp_server.py~", "4913", "#tcp_server.py#", "x/tcp_server.pyc"])
def test_what_an_editor_leaves_is_no_change(name):
    before = submission(**PROGRAMS)
    work = before.units[UNIT]
    left = replace(work, files={**work.files, name: b"import words"})
    assert touched(before, replace(before, units={UNIT: left}), ALL) == set()


# ------------------------------------------------------------------ the window


class FakeWindow:
    """A window that keeps what is written to it, of a size that can be set."""

    def __init__(self, width, height):
        self.width, self.height, self.written = width, height, ""

    def size(self):
        return self.width, self.height

    def shown(self, text):
        return text

    def write(self, text):
        self.written = text

    @property
    def rows(self):
        """What stands in the rows, as a terminal breaks them."""
        text = re.sub(r"\x1b\[(\?2026[hl]|H|2J)", "", self.written)
        body, _, foot = text.rpartition(f"\x1b[{self.height};1H")
        lines = [list(columns.pieces(line, self.width)) or [""] for line in body.split("\r\n")]
        return [row for line in lines for row in line], foot


FAILED = {"outcome": "failed", "message": "It sent nothing at all. " * 12}
VIEW = View(
    report(program(check("fine"), check("wrong", **FAILED), check("also", **FAILED))), Words()
)


def screen(width=80, height=24, view=VIEW):
    window = FakeWindow(width, height)
    made = Screen(window, color=False)
    made.show(view)
    return made, window


@pytest.mark.parametrize("width", [10, 30, 80])
@pytest.mark.parametrize("height", [1, 2, 10, 24])
def test_page_fits_the_window(width, height):
    _, window = screen(width, height)
    if height > 1:
        rows, foot = window.rows
        assert len(rows) <= height - 1
        assert columns.width(foot) <= width
        assert foot.split()[-2:] == ["q", "quit"] or "more" in foot or foot.split() == list("hvaq")


def test_keys_move_a_page_that_is_too_long_and_its_failure_is_on_top():
    made, window = screen(height=10)
    assert any("✗" in row for row in window.rows[0][:3])
    first = window.rows[0]
    made.press("down")
    assert window.rows[0][:-1] == first[1:]
    made.press("page up")
    made.press("page up")
    assert window.rows[0][1].startswith(UNIT)
    made.press("v")
    assert window.rows[0] != first


def test_window_that_grows_shows_more():
    made, window = screen(height=10)
    window.height = 60
    made.redraw()
    assert any(row.startswith(UNIT) for row in window.rows[0])


def test_page_names_the_key_and_not_the_option():
    _, window = screen(width=100, height=60)
    assert "v tells every check" in window.written
    assert "--verbose" not in window.written


def test_terminal_is_given_back_after_an_exception():
    said = []
    window = SimpleNamespace(
        enter=lambda: said.append("enter"), leave=lambda: said.append("leave"), read=lambda: None
    )
    with pytest.raises(ZeroDivisionError), in_use(window):
        raise ZeroDivisionError
    assert said == ["enter", "leave"]


def test_keys_of_a_terminal_have_names():
    sent = b"h\x1b[A\x1bOB\x1b[5~\x1b[6~\x1b[1;5C\x03"
    names = [terminal._name(sequence) for sequence in terminal.KEY.findall(sent)]
    assert names == ["h", "up", "down", "page up", "page down", "", "\x03"]


# ------------------------------------------------------------------ the folder


def test_where_the_system_tells_nothing_files_are_looked_at_and_that_is_said(tmp_path, monkeypatch):
    """A limit of inotify is reached; later the folder cannot be looked at either."""

    def changes(place, *, force_polling, **options):
        if force_polling:
            yield {"a change"}
        raise OSError("OS file watch limit reached.")

    monkeypatch.setattr(watchfiles, "watch", changes)
    events = Events()
    folders.hear(tmp_path, events)
    heard = [events.get(timeout=60) for _ in range(5)]
    assert [type(event) for event in heard] == [Saved, Noted, Saved, Saved, Noted]
    assert "(OS file watch limit reached.)" in heard[1].text
    assert "press `a`" in heard[-1].text


# ------------------------------------------------------------------ in a terminal

RIGHT = (ROOT / "solutions" / UNIT / "tcp_client.py").read_bytes()
STUB = (ROOT / "assignments" / UNIT / "tcp_client.py").read_bytes()
WRONG = RIGHT.replace(b"hello!", b"hallo!")
DONE = r"points   h next"


@pytest.fixture
def folder(tmp_path):
    """A learner's folder with the stubs of unit 1."""
    shutil.copytree(ROOT / "assignments" / UNIT, tmp_path / "assignments" / UNIT)
    return tmp_path


@pytest.fixture
def watch(folder, small_course, own_state):
    """Begin a watch in the learner's folder, of the small course."""
    with contextlib.ExitStack() as held:

        def begin(*arguments, **options):
            more = options.pop("env", {})
            own = {"HOME": str(folder), "XDG_STATE_HOME": str(own_state), "LANG": "C.UTF-8"}
            env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(small_course), **own, **more}
            watched = Watched(*arguments, cwd=folder, env=env, **options)
            return held.enter_context(contextlib.closing(watched))

        yield begin


def save(folder, source, name="tcp_client.py"):
    (folder / "assignments" / UNIT / name).write_bytes(source)


@pytest.mark.long
@pytest.mark.parametrize("keys", ["q", "\x03", "\x04"])
def test_learner_goes_from_stub_to_full_marks(watch, folder, keys):
    watched = watch("tcp_client")
    watched.until(" 0/20 .* not started", DONE)
    save(folder, b"def")
    watched.until("✗", "SyntaxError", DONE)
    save(folder, WRONG)
    watched.until("✗ Sends", "1[0-9]/20", DONE)
    watched.press("h")
    watched.until("Hint 1 of")
    watched.press("h")
    watched.until("Hint 1 of", "Hint 2 of")
    watched.press("v")
    watched.until("✓ ")
    save(folder, RIGHT)
    watched.until("20/20", "Now you know", DONE)
    assert "Hint" not in watched.screen
    watched.press(keys)
    assert watched.end() == 0
    assert watched.now() == watched.modes
    assert watched.everything.count("\x1b[?1049h") == watched.everything.count("\x1b[?1049l") == 1


def replace_file(file, source):
    """Save as editors do that write another file first."""
    temporary = file.with_name(f".{file.name}.x")
    temporary.write_bytes(source)
    os.replace(temporary, file)


@pytest.mark.long
def test_whatever_becomes_of_the_files_is_followed(watch, folder):
    """A save in the middle of a run, a flood, a renamed file, none, and no folder at all."""
    unit = folder / "assignments" / UNIT
    file = unit / "tcp_client.py"
    watched = watch("tcp_client", columns=100)
    watched.until("not started", DONE)
    for number in range(30):
        save(folder, WRONG + b"# %d\n" % number)
    watched.until("✗ Sends", DONE)
    save(folder, b"input()\n" + RIGHT)  # it waits for some seconds
    watched.until("Grading")
    replace_file(file, RIGHT)
    watched.until("20/20", DONE)
    file.unlink()
    watched.until("no such file", DONE)
    (unit / "4913").touch()
    (unit / "tcp_client.py~").write_bytes(b"import tcp_client")
    replace_file(file, WRONG)
    watched.until("✗ Sends", DONE)
    unit.rename(folder / "elsewhere")
    (folder / "assignments").rmdir()
    watched.until("there is no folder assignments", "goes on when")
    shutil.copytree(folder / "elsewhere", unit)
    watched.until("✗ Sends", DONE)
    save(folder, RIGHT)
    watched.until("20/20", DONE)
    watched.press("a")
    watched.until("Grading")
    watched.until("20/20", DONE)


@pytest.mark.long
def test_others_are_not_judged_again(watch, folder):
    """The time of a run is that of the one program, and the whole state stays on the screen."""
    save(folder, (ROOT / "solutions" / UNIT / "tcp_server.py").read_bytes(), "tcp_server.py")
    watched = watch(rows=60)
    watched.until("tcp_server +20/20", "tcp_client +0/20", DONE)
    drawn = len(watched.everything)
    save(folder, RIGHT)
    watched.until("tcp_client +20/20", DONE)
    states = watched.everything[drawn:].split("Grading")
    assert len(states) > 1
    assert all(re.search("tcp_server .*20/20", state) for state in states[:-1])


@pytest.mark.long
def test_window_is_redrawn_and_the_terminal_given_back(watch):
    watched = watch("tcp_client")
    watched.until("not started", DONE)
    watched.resize(10, 5)
    os.kill(watched.process.pid, signal.SIGWINCH)
    watched.until("h v a q$")
    assert watched.now() != watched.modes
    os.kill(watched.process.pid, signal.SIGTERM)
    assert watched.end() == 130
    assert watched.now() == watched.modes
    assert watched.everything.endswith("\x1b[?1049l")


@pytest.mark.long
def test_shell_gets_its_terminal_while_ctrl_z_stops_a_watch(watch, folder):
    watched = watch("tcp_client", shell="set -m; {} ; stty size; fg; stty size")
    watched.until("not started", DONE)
    watched.press("\x1a")
    watched.until("40 80")
    watched.until("not started", DONE)
    save(folder, RIGHT)
    watched.until("20/20", DONE)
    watched.press("q")
    assert watched.end() == 0
    assert watched.now() == watched.modes


@pytest.mark.long
@pytest.mark.parametrize(
    "env",
    [
        {"TERM": "dumb"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"WATCHFILES_FORCE_POLLING": "1"},
    ],
)
def test_poor_terminals_and_systems_will_do(watch, folder, env):
    watched = watch("tcp_client", env=env)
    watched.until("not started", r"0 of 20 points")
    save(folder, RIGHT)
    watched.until("20/20", "20 of 20 points")
    assert ("\x1b[" in watched.everything) == (env.get("TERM") != "dumb")
    watched.press("\x03")
    assert watched.end() == 0


@pytest.mark.long
def test_pipe_gets_one_report_after_each_change(folder, small_course, own_state, grader):
    env = {**os.environ, "PYTHONPATH": str(small_course), "PYTHONUNBUFFERED": "1"}
    words = [sys.executable, "-m", "grader", "watch", "tcp_client"]
    with subprocess.Popen(
        words, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    ) as process:
        read = lambda: next(line for line in process.stdout if " of 20 points" in line)  # noqa: E731
        assert "0 of 20" in read()
        save(folder, WRONG)
        assert "0 of 20" not in read()
        hint = grader("hint", cwd=folder, env={"PYTHONPATH": str(small_course)}, report=False)
        assert (hint.status, "Sends" in hint.output) == (0, True)
        save(folder, RIGHT)
        assert "20 of 20" in read()
        process.stdout.close()
        assert process.wait(60) == 0


@pytest.mark.long
@pytest.mark.parametrize(
    "arguments, said",
    [
        (["xyzzy"], "there is no unit or program 'xyzzy'"),
        (["tcp_client", "--submission", "nowhere"], "there is no folder nowhere"),
        (["--xyzzy"], "unrecognized arguments"),
    ],
)
def test_wrong_use_is_a_line(grader, small_course, arguments, said):
    run = grader("watch", *arguments, cwd=small_course, report=False)
    assert (run.status, run.output) == (2, "")
    (line,) = run.errors.splitlines()
    assert said in line
