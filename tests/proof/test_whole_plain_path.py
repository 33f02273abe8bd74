"""All that the grader can do, on a machine that has nothing which the jail is made of."""

import contextlib
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import shelf
from conftest import ROOT
from grader.course import checks, layout
from grader.renderers.destination import FORMATS

pytestmark = [pytest.mark.long, pytest.mark.timeout(1800)]  # an interpreter for each run
POORER = [sys.executable, str(ROOT / "tests" / "proof" / "plain_path.py")]
GRADER = [sys.executable, "-m", "grader"]
SOLUTIONS = ROOT / "solutions"
Call = Callable[..., str]


@pytest.fixture(params=[[], ["--like-windows"]], ids=["nothing", "like Windows"])
def poorer(request: pytest.FixtureRequest) -> list[str]:
    """The words before a command that take everything away from it."""
    words = [*POORER, *request.param]
    if subprocess.run([*words, "true"], capture_output=True).returncode:
        pytest.skip("this machine cannot be made poorer")
    return words


@pytest.fixture
def call(poorer: list[str]) -> Call:
    """Call the grader there; give what it printed."""

    def run(*words: object, status: int = 0) -> str:
        done = subprocess.run(
            [*poorer, *GRADER, *map(str, words)],
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
        )
        assert "Traceback" not in done.stderr, done.stderr
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout

    return run


def test_solutions_get_full_marks(call: Call, tmp_path: Path) -> None:
    """But for rules that such a system has not, which it is told of and leaves out."""
    file = tmp_path / "report.json"
    said = call("--submission", SOLUTIONS, "--report", f"json={file}")
    report = json.loads(file.read_text())
    assert report["isolation"]["level"] == "none" and "isolation: none" in said
    results = [c for u in report["units"] for p in u["programs"] for c in p["checks"]]
    others = {check["id"]: check["message"] for check in results if check["outcome"] != "passed"}
    assert all("no Unix-domain sockets" in message for message in others.values())
    points = sum(
        check.points
        for target in layout.everything()
        for check in checks.load(target)
        if check.id(target) not in others
    )
    assert report["score"] == report["max_score"] == points


def test_a_wrong_program_of_each_kind_loses_what_it_declares(call: Call, tmp_path: Path) -> None:
    """The last of each on the shelf that loses one check, which every system has."""
    wrong = {}
    for unit in layout.units():
        for entry in shelf.entries(unit):
            is_alone = entry.place == entry.path and not entry.needs_network
            if is_alone and len(entry.loses) == 1 and "unix" not in "".join(entry.loses):
                wrong[entry.target] = entry
    assert set(wrong) == set(layout.everything())
    for target, entry in wrong.items():
        place = tmp_path / "submission" / target.file
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(entry.path.read_bytes())
    file = tmp_path / "report.json"
    call("--submission", tmp_path / "submission", "--report", f"json={file}", status=1)
    report = json.loads(file.read_text())
    lost = {
        (unit["name"], program["name"]): {
            check["id"].partition("::")[2]
            for check in program["checks"]
            if check["outcome"] == "failed"
        }
        for unit in report["units"]
        for program in unit["programs"]
    }
    declared = {(t.unit, t.program): set(entry.loses) for t, entry in wrong.items()}
    assert lost == declared


def test_all_reports_and_what_they_lead_to(call: Call, tmp_path: Path) -> None:
    unit = tmp_path / "ada" / "01_hello"
    unit.mkdir(parents=True)
    source = (SOLUTIONS / "01_hello/tcp_server.py").read_text(encoding="utf-8")
    (unit / "tcp_server.py").write_text(source.replace('b"hi"', 'b"ho"'), encoding="utf-8")
    files = {each: tmp_path / f"report.{each}" for each in FORMATS}
    reports = [word for name, path in files.items() for word in ("--report", f"{name}={path}")]
    said = call("01/tcp_server", "--submission", tmp_path / "ada", *reports, status=1)
    assert "Answers with exactly the two bytes hi" in said
    assert all(path.stat().st_size for path in files.values())
    assert "two bytes" in call("hint", "01/tcp_server::answers_hi")
    told = call("peer", "01/tcp_server::answers_hi", "--submission", tmp_path / "ada", status=1)
    assert "b'ho'" in told
    assert "isolation: none" in call("doctor")


def test_class_is_graded_and_meets(call: Call, tmp_path: Path) -> None:
    for name in ("ada", "bob", "cy"):
        unit = tmp_path / "class" / name / "01_hello"
        unit.mkdir(parents=True)
        for program in ("udp_client", "udp_server"):
            source = (SOLUTIONS / f"01_hello/{program}.py").read_text(encoding="utf-8")
            if name == "cy":
                source = source.replace("upper()", "lower()")
            (unit / f"{program}.py").write_text(f"{source}# {name}\n", encoding="utf-8")
    book = tmp_path / "marks.sqlite"
    said = call("batch", tmp_path / "class", "--only", "01/udp_server", "--gradebook", book)
    points = {line.split("\t")[0]: line.split("\t")[1] for line in said.splitlines()}
    assert points["ada"] == points["bob"] == "20" and int(points["cy"]) < 20
    assert "ada" in call("gradebook", book)
    cells = tmp_path / "matrix.json"
    learners = [tmp_path / "class" / name for name in ("ada", "cy")]
    call("interop", *learners, "--only", "01/udp", "--json", cells)
    found = {
        (cell["client"], cell["server"]): cell["outcome"]
        for pair in json.loads(cells.read_text())["pairs"]
        for cell in pair["cells"]
    }
    assert found["ada", "ada"] == found[None, "ada"] == found["cy", "ada"] == "passed"
    assert found["ada", "cy"] == "failed"


def test_peer_by_hand_and_watch(poorer: list[str], tmp_path: Path) -> None:
    @contextlib.contextmanager
    def started(*words: str) -> Iterator[subprocess.Popen[str]]:
        with subprocess.Popen(
            [*poorer, *GRADER, *words],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        ) as process:
            try:
                yield process
                process.terminate()
                process.wait(60)
            finally:
                process.kill()

    def until(pattern: str, process: subprocess.Popen[str]) -> str:
        assert process.stdout
        return next(line for line in process.stdout if re.search(pattern, line))

    with started("peer", "01/tcp_client") as peer:
        words = shlex.split(until("^    python ", peer))[1:]
        client = [sys.executable, *words]
        subprocess.run(client, cwd=SOLUTIONS / "01_hello", check=True, capture_output=True)
        assert "hello!" in until("received", peer)
    file = tmp_path / "01_hello" / "tcp_client.py"
    file.parent.mkdir()
    right = (SOLUTIONS / "01_hello/tcp_client.py").read_text(encoding="utf-8")
    file.write_text(right.replace("hello!", "hullo!"), encoding="utf-8")
    with started("watch", "01/tcp_client", "--submission", str(tmp_path)) as watch:
        assert "20 of 20" not in until(" of 20 points", watch)
        file.write_text(right, encoding="utf-8")
        assert "20 of 20" in until(" of 20 points", watch)
