"""Each command that a page about the course shows is run as written, or stands here with a reason.

They are run in a copy of the course, in which a learner has begun: one program of the first unit
is right and one is wrong, one of the second is wrong, and the others are stubs. Those of the
pages of the assignments are run by `test_material.py`.
"""

import contextlib
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import pytest
from classroom import SOLUTION, WRONG, hand_in

from conftest import ROOT
from page_commands import PAGES, commands

SHOWN = list(dict.fromkeys(command for page in PAGES for command in commands(page)))

# What is run here, and the status that it ends with.
RUN = {
    "python -m grader --submission solutions": 0,
    "python -m grader 01/tcp_server": 1,
    "python -m grader hint 01/tcp_server::answers_hi": 0,
    "python -m grader hint": 0,
    "python -m grader 01 --report html=report.html": 1,
    "python -m grader 02 --report pcapng=failed.pcapng": 1,
    "tshark -r failed.pcapng -Y frame.comment -T fields -e frame.number -e frame.comment": 0,
    "python -m grader export ../students": 0,
    "python -m grader doctor": 0,
    "python -m grader interop class/ --html interop.html": 0,
    "python -m grader interop class/ --only 01": 0,
    "python -m grader batch submissions.zip --only 01 --gradebook marks.sqlite --roster students.csv"
    ' --csv marks.csv --csv-format canvas --csv-name "Unit 1 (12345)" --html class.html': 0,
    "python -m grader gradebook class.sqlite": 0,
    "python -m grader gradebook class.sqlite ada": 0,
    "python -m grader gradebook class.sqlite --compare": 0,
    "python -m grader gradebook class.sqlite --compare 1 3": 0,
    "python -m grader gradebook class.sqlite --runs": 0,
    "python -m grader gradebook class.sqlite --html class.html": 0,
    "python -m grader gradebook class.sqlite --csv grades.csv --csv-format canvas"
    ' --csv-name "Unit 1 (12345)"': 0,
    "python -m grader 01/tcp_server::answers_hi": 1,
    "python -m grader peer 01/tcp_server::answers_hi": 1,
    "python -m grader": 1,
    "python -m grader 01": 1,
    "python -m grader model 01/tcp_server": 1,
}
# What a page says of it, or is told in it.
SAYS = {
    "python -m grader --submission solutions": "300 of 300 points",
    "python -m grader 01/tcp_server": "tcp_server    17/20",
    "python -m grader hint": " of 3: ",
    "python -m grader doctor": "isolation: ",
    "python -m grader gradebook class.sqlite ada": "tcp_client",
    "python -m grader model 01/tcp_server": "the model is shown at 20",
}
# What is called where nobody has worked yet.
UNTOUCHED = {"python -m grader export ../students"}
# What goes on until Ctrl-C, and what it shows before that.
STAYS = {
    "python -m grader watch 01/tcp_server": r"\d+ of 20 points",
    "python -m grader peer 02/tcp_server": r"    python tcp_server\.py ",
    "python -m grader peer 02/tcp_server --fragment 1": r"    python tcp_server\.py ",
    "python -m grader peer 02/udp_client --drop 1,3": r"    python udp_client\.py ",
    "python -m grader peer 02/http_tasks --delay 1.5": r"get_bytes|http://",
}
# What another command has to do first, in the same folder.
AFTER = {
    "python -m grader hint": "python -m grader 01/tcp_server",
    "tshark -r failed.pcapng -Y frame.comment -T fields -e frame.number -e frame.comment": (
        "python -m grader 02 --report pcapng=failed.pcapng"
    ),
}
# What other tests run, as it stands on its page.
SET_UP = "tests/commands/test_prerequisites.py::test_commands_of_the_remedy_are_one_that_work"
STUDENTS = "tests/github/test_workflows.py::test_students_readme"
GRADESCOPE = "tests/github/test_workflows.py::test_gradescope"
EXAMPLES = "tests/pages/test_examples.py::test_what_a_section_says_can_be_done"
CI = "tests/github/test_workflows.py::test_ci"
ELSEWHERE = {
    "python3 -m venv .venv": CI,
    ". .venv/bin/activate": CI,
    'python -m pip install --quiet --editable ".[test]"': CI,
    "python -m pytest -q": CI,
    ".ci/run": CI,
    "python -m pip install --quiet --editable .": STUDENTS,
    "source .venv/bin/activate": STUDENTS,
    "cd assignments/01_hello": STUDENTS,
    "python -m grader verify": EXAMPLES,
    "apt-get install -y python3 python3-venv": GRADESCOPE,
    "python3 -m venv /autograder/venv": GRADESCOPE,
    "/autograder/venv/bin/python -m pip install --quiet --editable /autograder/source": GRADESCOPE,
    "cd /autograder/source": GRADESCOPE,
    "/autograder/venv/bin/python -m grader --submission /autograder/submission --fail-under 0"
    " --report gradescope=/autograder/results/results.json": GRADESCOPE,
}
# What cannot be run here, and why.
NOT_RUN = {
    "py -m venv .venv": "PowerShell, on Windows",
    r".venv\Scripts\Activate.ps1": "PowerShell, on Windows",
    r".venv\Scripts\python": "a path on Windows",
    ".venv/bin/python": "a path, of an environment that a reader has made",
    'python -m pip install --editable ".[wireshark]"': "fetches packages from the network",
    'python -m pip install --editable ".[cluster]"': "fetches packages from the network",
    "gh repo create ORGANIZATION/course-ada --private --template ORGANIZATION/students": (
        "makes a repository on GitHub"
    ),
    "python -m grader --submission DIR": "DIR stands for any folder",
    "python -m grader --submission DIR --seed N": "DIR and N stand for what a report says",
    "dask scheduler": "serves until it is ended; tests/grading/test_cluster.py has one of its own",
    "dask worker tcp://HOST:8786 --nworkers 16 --nthreads 1": "HOST stands for another machine",
    "python -m grader batch submissions.zip --gradebook marks.sqlite --cluster tcp://HOST:8786": (
        "HOST stands for another machine; tests/grading/test_cluster.py calls it with its own"
    ),
    "python tests/proof/mutants.py": "takes hours, and needs cosmic-ray",
    "python tests/proof/covered.py -m ''": "takes hours",
    "python tests/proof/interpreters.py": "takes minutes for each; .ci/run calls it with --smoke",
    "python tests/benchmarks/table.py": "takes minutes, and measures the machine that it runs on",
    "python tests/benchmarks/soak.py --programs 5000": "takes hours; .ci/run calls it with fewer",
    "python tests/shelf.py": "takes an hour; the long proof judges the same programs",
    "python tests/shelf.py 01_hello/tcp_server": "the long proof judges the same programs",
    "git log": "shows the history, of which a copy of the course has none",
}
CALLS_TESTS = re.compile(r"python -m pytest .+")  # tests call no other tests
LISTED = (RUN, STAYS, ELSEWHERE, NOT_RUN)


def fenced_examples() -> set[str]:
    """The commands in fenced blocks of the page whose examples are carried out."""
    text = (ROOT / "grader/README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh.*?\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return {line for block in blocks for line in block.splitlines()}


def test_each_command_is_run_or_has_a_reason() -> None:
    listed = {command for each in LISTED for command in each}
    others = [each for each in SHOWN if each not in listed | fenced_examples()]
    assert [each for each in others if not CALLS_TESTS.fullmatch(each)] == []


def test_what_is_listed_is_still_shown() -> None:
    assert [command for each in LISTED for command in each if command not in SHOWN] == []


@pytest.mark.parametrize("test", sorted(set(ELSEWHERE.values())))
def test_other_test_that_runs_a_command_is_there(test: str) -> None:
    file, _, name = test.partition("::")
    assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")


def test_files_of_commands_are_there() -> None:
    words = {word for command in SHOWN for word in command.split() if word.startswith("tests/")}
    examples = {word for command in fenced_examples() for word in command.split()}
    assert [word for word in words - examples if not (ROOT / word).exists()] == []


# ------------------------------------------------------------------ as they are written


def _copy(folder: Path) -> Path:
    for name in ("grader", "assignments", "solutions"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    for name in ("README.md", "pyproject.toml", ".gitignore"):
        shutil.copy(ROOT / name, folder)
    return folder


class World:
    """A copy of the course in which somebody works, with a class that has handed something in."""

    def __init__(self, folder: Path) -> None:
        self.course = folder / "course"
        python = Path(sys.executable).parent
        self.environment = {
            "PATH": f"{python}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(folder),
            "XDG_STATE_HOME": str(folder / "state"),
            "LANG": "C.UTF-8",
        }
        self._copy_course()
        self._hand_in()

    def _copy_course(self) -> None:
        _copy(self.course)
        right, wrong = (ROOT / "solutions", ROOT / "tests" / "submissions")
        for source, file in (
            (right / "01_hello/tcp_client.py", "01_hello/tcp_client.py"),
            (wrong / "02_rough_seas/tcp_client/wrong/drops_tabs.py", "02_rough_seas/tcp_client.py"),
        ):
            shutil.copy(source, self.course / "assignments" / file)
        server = (right / "01_hello/tcp_server.py").read_text(encoding="utf-8")
        assert 'b"hi"' in server
        path = self.course / "assignments/01_hello/tcp_server.py"
        path.write_text(server.replace('b"hi"', 'b"hi\\n"'), encoding="utf-8")

    def _hand_in(self) -> None:
        delivered = hand_in(self.course / "class", ada=SOLUTION, bob=WRONG)
        with zipfile.ZipFile(self.course / "submissions.zip", "w") as archive:
            for path in delivered.rglob("*.py"):
                archive.write(path, path.relative_to(delivered))
        row = "Student,ID,SIS User ID,SIS Login ID,Section,Unit 1 (12345)\n"
        people = "".join(f"{name},{n},{n},{name},1,\n" for n, name in enumerate(("ada", "bob"), 1))
        (self.course / "students.csv").write_text(row + people, encoding="utf-8")

    @cached_property
    def gradebook(self) -> None:
        """Make class.sqlite, with three runs that differ."""
        for bob in (WRONG, SOLUTION, WRONG + "# again\n"):
            hand_in(self.course / "class", bob=bob)
            words = (
                "batch class --only 01/tcp_client --gradebook class.sqlite --roster students.csv"
            )
            assert self.run(f"python -m grader {words}").returncode == 0

    @cached_property
    def untouched(self) -> Path:
        """A copy in which nobody has worked."""
        return _copy(self.course.with_name("untouched"))

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end, as one types it."""
        return subprocess.run(
            ["bash", "-c", command],
            cwd=self.untouched if command in UNTOUCHED else self.course,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )

    def run_until(self, command: str, pattern: str) -> tuple[str, int]:
        """Run a command until it shows something, and press Ctrl-C; give all that it shows."""
        with subprocess.Popen(
            shlex.split(command),
            cwd=self.course,
            env={**self.environment, "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.PIPE,  # which stays open
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            # a shell's background job is born with Ctrl-C ignored, and these tests may be one
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        ) as process:
            try:
                assert process.stdout
                told = ""
                for line in process.stdout:
                    told += line
                    if re.search(pattern, line):
                        break
                process.send_signal(signal.SIGINT)
                rest, _ = process.communicate(timeout=120)
            finally:
                process.kill()
        return told + rest, process.returncode


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    if os.name == "nt" or not shutil.which("bash"):
        pytest.skip("commands of a shell")
    yield World(tmp_path_factory.mktemp("world"))


QUICK = {"python -m grader hint 01/tcp_server::answers_hi"}


@pytest.mark.parametrize(
    "command",
    [
        command if command in QUICK else pytest.param(command, marks=pytest.mark.long)
        for command in RUN
    ],
)
def test_command_does_what_the_page_says(world: World, command: str) -> None:
    tool = shlex.split(command)[0]
    if not shutil.which(tool, path=world.environment["PATH"]):
        pytest.skip(f"no {tool} here")
    if "class.sqlite" in command:
        _ = world.gradebook
    if command in AFTER:
        world.run(AFTER[command])
    done = world.run(command)
    assert done.returncode == RUN[command], done.stdout + done.stderr
    assert SAYS.get(command, "") in done.stdout.strip() != ""
    assert "Traceback" not in done.stderr
    for name in re.findall(r"(?:=|--(?:html|csv|gradebook) )(\S+\.\w+)", command):
        with contextlib.suppress(FileNotFoundError):
            assert (world.course / name).stat().st_size, f"{name} was to be written"


@pytest.mark.long
@pytest.mark.parametrize("command", STAYS)
def test_command_goes_on_until_ctrl_c(world: World, command: str) -> None:
    told, status = world.run_until(command, STAYS[command])
    assert re.search(STAYS[command], told), told
    assert status in (0, 130) and "Traceback" not in told
