"""Submissions that cheat by what they are made of: links to somebody else's work.

Each is handed in as a folder with nothing in it that the learner has written, or with a
program that leans on what is not there. It gets no more points than it has earned, never
an `error`, and the report says what was not read.
"""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import small_course
from conftest import ROOT
from grader.renderers.destination import FORMATS

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows makes links for few users")

UNIT = small_course.UNIT
LEANING = "import sys\nsys.path.insert(0, 'parts')\nimport {}\n"


@dataclass(frozen=True)
class Cheat:
    """A way to hand in what is not one's own: `make` lays it into `mine`, given the work of another."""

    make: Callable[[Path, Path], None]
    says: str
    most: int = 0  # points


def link(name: str, to: str) -> Callable[[Path, Path], None]:
    """Lay a link into the submission, to something in the other one's work."""

    def make(mine: Path, others: Path) -> None:
        (mine / name).parent.mkdir(parents=True, exist_ok=True)
        (mine / name).symlink_to(os.path.relpath(others / to, (mine / name).parent))

    return make


def both(*makers: Callable[[Path, Path], None]) -> Callable[[Path, Path], None]:
    def make(mine: Path, others: Path) -> None:
        for each in makers:
            each(mine, others)

    return make


def write(name: str, text: str) -> Callable[[Path, Path], None]:
    """Write a file of the learner's own."""

    def make(mine: Path, others: Path) -> None:
        (mine / name).parent.mkdir(parents=True, exist_ok=True)
        (mine / name).write_text(text)

    return make


def leans_on(module: str) -> Callable[[Path, Path], None]:
    return write(f"{UNIT}/tcp_client.py", LEANING.format(module))


NOT_READ = "is a symbolic link, and no link is followed"
CHEATS = {
    "assignments": Cheat(link("assignments", ""), f"assignments {NOT_READ}"),
    "a unit": Cheat(link(UNIT, UNIT), f"{UNIT} {NOT_READ}"),
    "a unit in assignments": Cheat(
        link(f"assignments/{UNIT}", UNIT), f"assignments/{UNIT} {NOT_READ}"
    ),
    "assignments beside an empty unit": Cheat(
        both(link("assignments", ""), write(f"{UNIT}/README.md", "")), f"assignments {NOT_READ}"
    ),
    "assignments beside another program": Cheat(
        both(link("assignments", ""), write(f"{UNIT}/tcp_server.py", "")),
        f"assignments {NOT_READ}",
    ),
    "a program": Cheat(
        link(f"{UNIT}/tcp_client.py", f"{UNIT}/tcp_client.py"),
        "tcp_client.py is a symbolic link.",
    ),
    "a program, flat": Cheat(
        link("tcp_client.py", f"{UNIT}/tcp_client.py"), "tcp_client.py is a symbolic link."
    ),
    "a program by an absolute path": Cheat(
        both(
            write(f"{UNIT}/README.md", ""),
            lambda mine, others: (mine / UNIT / "tcp_client.py").symlink_to(
                (others / UNIT / "tcp_client.py").resolve()
            ),
        ),
        "tcp_client.py is a symbolic link.",
    ),
    "a chain of links": Cheat(
        both(
            link(f"{UNIT}/one.py", f"{UNIT}/tcp_client.py"),
            lambda mine, others: (mine / UNIT / "tcp_client.py").symlink_to("one.py"),
        ),
        "tcp_client.py is a symbolic link.",
    ),
    "a module": Cheat(
        both(link(f"{UNIT}/theirs.py", f"{UNIT}/tcp_client.py"), leans_on("theirs")),
        "theirs.py (a symbolic link)",
    ),
    "a folder of modules": Cheat(
        both(link(f"{UNIT}/parts", UNIT), leans_on("theirs")), "parts (a symbolic link)"
    ),
    "a package deep inside": Cheat(
        both(
            write(f"{UNIT}/parts/deep/__init__.py", ""),
            link(f"{UNIT}/parts/deep/theirs", UNIT),
            leans_on("deep.theirs.tcp_client"),
        ),
        "parts/deep/theirs (a symbolic link)",
    ),
}


@pytest.fixture
def handed_in(tmp_path):
    """Make a cheat's submission, beside the work of somebody else."""

    def make(cheat: Cheat) -> Path:
        mine = tmp_path / "mine"
        mine.mkdir()
        shutil.copytree(ROOT / "solutions" / UNIT, tmp_path / "others" / UNIT)
        cheat.make(mine, tmp_path / "others")
        return mine

    return make


def assert_it_gains_nothing(run, cheat):
    program = run.program("tcp_client")
    assert program["score"] <= cheat.most
    assert program["max_score"] == 20
    assert not {check["outcome"] for check in program["checks"]} & {"error", "passed"}
    assert cheat.says in json.dumps(program, ensure_ascii=False)
    assert run.status in (1, 2)


@pytest.mark.parametrize(
    "name",
    [
        name if n % 3 == 0 else pytest.param(name, marks=pytest.mark.long)
        for n, name in enumerate(CHEATS)
    ],
)
def test_link_gains_nothing(grader, small_course, handed_in, name):
    folder = handed_in(CHEATS[name])
    run = grader("01/tcp_client", "--submission", folder, cwd=small_course)
    assert_it_gains_nothing(run, CHEATS[name])


@pytest.mark.parametrize("name", ["assignments", "a unit in assignments"])
def test_link_gains_nothing_where_no_folder_is_named(grader, small_course, handed_in, name):
    folder = handed_in(CHEATS[name])
    course = {"PYTHONPATH": str(small_course)}
    run = grader("01/tcp_client", cwd=folder, env=course)
    assert_it_gains_nothing(run, Cheat(CHEATS[name].make, NOT_READ))


def test_link_that_the_user_names_is_the_users_word(grader, small_course, handed_in, tmp_path):
    handed_in(CHEATS["assignments"])
    (tmp_path / "link").symlink_to("others")
    run = grader("01/tcp_client", "--submission", tmp_path / "link", cwd=small_course)
    assert (run.status, run.report["score"]) == (0, 20)
    assert f"link is a symbolic link: the graded files lie in {tmp_path / 'others'}" in run.errors


HOSTILE_NAMES = [
    "\x1b]0;x\x07\x1b[2J",
    "a\r\n::error::x",
    "\udcff\udcfe.py",
    "\u202egpj.py",
    "#" * 250,
]


def test_names_of_files_never_harm_a_report(grader, small_course, submission, tmp_path):
    """Of links, which stay behind and are named, and of files, which come along."""
    solution = (ROOT / "solutions" / UNIT / "tcp_client.py").read_text()
    folder = submission(tcp_client=solution) / UNIT
    for name in HOSTILE_NAMES:
        (folder / name).write_text("")
        (folder / f"link {name[:200]}").symlink_to("tcp_client.py")
    words = [f"--report={name}={tmp_path / name}" for name in FORMATS]
    run = grader("01/tcp_client", "--submission", folder.parent, *words, cwd=small_course)
    assert run.program("tcp_client")["score"] == 20
    written = [(tmp_path / name).read_text() for name in FORMATS if name != "pcapng"]
    said = run.output + "".join(written)
    assert "link" in said
    assert not set("\x1b\x07\r\u202e") & set(said)


# ------------------------------------------------------------------ what is written


@pytest.mark.parametrize("is_named", [True, False])
@pytest.mark.parametrize("name", ["report.json", "reports/report.json"])
def test_no_report_is_written_through_a_link_of_the_learner(
    grader, small_course, submission, tmp_path, name, is_named
):
    folder = submission(tcp_client="")
    folder.rename(folder.parent / "assignments")
    folder = folder.parent
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "report.json").write_text("a secret")
    place = (folder / name).parent if "/" in name else folder / name
    place.symlink_to(tmp_path / "elsewhere" / ("" if "/" in name else "report.json"))
    run = grader(
        "01/tcp_client",
        *(["--submission", folder] if is_named else []),
        f"--report=json={folder / name}",
        report=False,
        cwd=folder,
        env={"PYTHONPATH": str(small_course)},
    )
    assert run.status == 2
    assert f"{place} is a symbolic link, in the folder that is graded" in run.errors
    assert (tmp_path / "elsewhere" / "report.json").read_text() == "a secret"
    assert os.listdir(tmp_path / "elsewhere") == ["report.json"]


def test_pipe_of_the_learner_holds_up_no_report(grader, small_course, submission):
    file = submission(tcp_client="") / "report.json"
    os.mkfifo(file)
    words = "--submission", file.parent, f"--report=json={file}"
    run = grader("01/tcp_client", *words, report=False, cwd=small_course)
    assert run.status == 2
    assert f"{file} is no regular file, in the folder that is graded" in run.errors


def test_report_may_lie_in_the_folder_that_is_graded(grader, small_course, submission):
    file = submission(tcp_client="") / "report.json"
    words = "--submission", file.parent, f"--report=json={file}"
    assert grader("01/tcp_client", *words, report=False, cwd=small_course).status == 1
    assert json.loads(file.read_text())["complete"]
