"""The model of a program is shown to those who have full marks, and to nobody else."""

import shutil
import signal
import subprocess
import sys
import time

import pytest
from variants import first_at_once

import small_course
from conftest import SYSTEM

SOLUTION = "solutions/01_hello/tcp_client.py"


@pytest.fixture
def course(tmp_path):
    """A small course with models, in which the client is solved and the server is not."""
    folder = small_course.make(tmp_path / "course")
    shutil.copy(folder / SOLUTION, folder / "assignments/01_hello")
    return folder


def test_model_and_its_modules_are_shown_at_full_marks(grader, course):
    model = course / SOLUTION
    model.write_text(f"import words\n{model.read_text('utf-8')}", "utf-8")
    (course / "solutions/01_hello/words.py").write_text("import more\n")
    (course / "solutions/01_hello/more.py").write_text("MORE = 1\n")
    (course / "solutions/01_hello/unused.py").write_text("UNUSED = 1\n")
    run = grader("model", "01/tcp_client", cwd=course, report=False)
    assert (run.status, run.errors) == (0, "")
    assert model.read_text("utf-8").strip() in run.output
    assert "# 01_hello/words.py\n\nimport more" in run.output and "MORE = 1" in run.output
    assert "UNUSED" not in run.output


def test_without_full_marks_one_line_is_said(grader, course):
    run = grader("model", "01/tcp_server", cwd=course, report=False)
    line = "01_hello/tcp_server has 0 of 20 points: the model is shown at 20\n"
    assert (run.status, run.output, run.errors) == (1, line, "")


@pytest.mark.long
def test_with_a_point_lost_one_line_is_said(grader, course, tmp_path):
    unit = tmp_path / "other" / "01_hello"
    unit.mkdir(parents=True)
    source = (course / SOLUTION).read_text("utf-8").replace('b"hello!"', 'b"hello"')
    (unit / "tcp_client.py").write_text(source, "utf-8")
    run = grader("model", "tcp_client", "--submission", unit.parent, cwd=course, report=False)
    assert run.status == 1
    assert run.output.startswith("01_hello/tcp_client has ") and "def " not in run.output
    assert len(run.output.splitlines()) == 1


@pytest.mark.parametrize(
    "words, says",
    first_at_once(
        [
            (["01"], "'01' is not one program: name one, such as 01_hello/tcp_server"),
            (
                ["01/tcp_client::connects"],
                "is not one program: name one, such as 01_hello/tcp_client",
            ),
            (["nothing"], "there is no unit or program 'nothing'"),
            ([], "required: PROGRAM"),
            (["01/tcp_client", "--submission", "nowhere"], "there is no folder nowhere"),
        ],
        most=2,
    ),
)
def test_wrong_use(grader, course, words, says):
    run = grader("model", *words, cwd=course, report=False)
    assert (run.status, run.output, run.errors.count("\n")) == (2, "", 1)
    assert says in run.errors


def test_course_without_models_says_so(grader, course):
    shutil.rmtree(course / "solutions")
    run = grader("model", "01/tcp_client", cwd=course, report=False)
    line = "this copy of the course ships no model of 01_hello/tcp_client: ask your instructor"
    assert (run.status, run.output) == (2, "")
    assert line in run.errors and len(run.errors.splitlines()) == 1


@pytest.mark.long
def test_broken_grader_shows_no_model(grader, course):
    checks = course / "grader/checks/01_hello/test_tcp_client.py"
    text = checks.read_text("utf-8")
    checks.write_text(text.replace("    tcp_client.", "    1 / 0\n    tcp_client.", 1), "utf-8")
    run = grader("model", "01/tcp_client", cwd=course, report=False)
    assert (run.status, run.output) == (3, "")
    assert "the grader itself failed at 01_hello/tcp_client::" in run.errors
    assert len(run.errors.splitlines()) == 1


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_interruption_shows_no_model(course):
    stuck = "import time, pathlib\npathlib.Path('x')\nwhile True: time.sleep(1)\n"
    (course / "assignments/01_hello/tcp_client.py").write_text(stuck)
    words = [sys.executable, "-m", "grader", "model", "01/tcp_client"]
    with subprocess.Popen(
        words, cwd=course, env={**SYSTEM}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        time.sleep(2)  # it hangs for longer
        run.send_signal(signal.SIGINT)
        output, errors = run.communicate(timeout=60)
    assert (run.returncode, output) == (130, b"")
    assert b"interrupted" in errors and errors.count(b"\n") == 1
