"""Cheats gain nothing, harm nobody and leave nothing; honest programs beside them lose nothing.

    tests/submissions/UNIT/PROGRAM/cheat/NAME.py   earns no more than the points of its `Most:` line

Each cheat is graded in a process of its own, among bystanders of its own: a file
with a secret, a folder that anybody may write, a process, two listening sockets.
A cheat says BREACH when its attack has worked; what it cannot tell is seen on
the bystanders. Right after it the same process and the same launcher judge a
right program. `shelf` holds what is shared with the other programs.
"""

import contextlib
import dataclasses
import hashlib
import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zlib
from collections import deque
from multiprocessing.connection import wait
from pathlib import Path

import pytest
from bystanders import SECRET, Bystanders, left_alive, living

import shelf
from conftest import ROOT
from grader.course import layout
from grader.examiner.examination import Examination
from grader.examiner.job import Job
from grader.examiner.session import examine
from grader.launch import LaunchError, forked, launcher
from grader.renderers import json as json_report
from grader.renderers import terminal
from grader.report import Isolation, Report, UnitResult, Words
from grader.text import printable

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux has these layers"),
    pytest.mark.timeout(
        1800
    ),  # for whichever test is the first: the cheats are all judged before it
]

UNIT = "01_hello"  # of the cheats that are named below, and of those that are tried each time
CHEATS = sorted(shelf.SHELF.glob("*/*/cheat/*.py"))
SIDE_BY_SIDE = 8
SECONDS_FOR_ONE = 300  # a grader that a cheat has stopped; a loaded machine is slow
TOKENS = {"GITHUB_TOKEN": "hunter2", "GITHUB_ENV": "/nowhere"}


# ------------------------------------------------------------------ grading


@dataclasses.dataclass
class Outcome:
    """What came of one cheat."""

    result: object  # its ProgramResult
    said: str  # all that its runs printed
    left: list  # processes
    litter: list  # folders
    after: object  # the ProgramResult of the right program
    harm: dict = dataclasses.field(default_factory=dict)


def target_of(path):
    return layout.Target(path.parts[-4], path.parts[-3])


TRIED = re.compile(r'"""Cheat: .+ \(([ABC]\d+(?:, [ABC]\d+)*)\)\.\n\nMost: (\d+)\n"""')


def most_points(path):
    """By the text alone: some cheats are no Python."""
    head = path.read_bytes()[:600].decode()
    match = TRIED.search(head)
    assert match, f"{path} does not say what it tries and what it may earn"
    return int(match[2])


def job(path, bystanders):
    """A cheat as it is handed in, aimed at its bystanders."""
    target = target_of(path)
    return job_of(target, bystanders.fill_in(path.read_text(), target, os.getpid()).encode())


def right_job(target):
    """The course's own solution, handed in with the modules beside it."""
    beside = {
        path.name: path.read_bytes() for path in (ROOT / "solutions" / target.unit).glob("*.py")
    }
    return job_of(target, beside.pop(f"{target.program}.py"), beside)


def job_of(target, data, beside=()):
    # dice of its own, or all of them would want the same ports
    files = {**dict(beside), f"{target.program}.py": data}
    return Job(target, files, None, seed=zlib.crc32(data))


def grade(path, bystanders, started):
    """In a process of its own, which is the one that the cheat may try to kill."""
    tempfile.tempdir = str(bystanders.runs)
    with recorded() as (said, uids, folders):
        result = examine(job(path, bystanders), started)
    left = left_alive(folders, uids - {os.getuid()})
    litter = os.listdir(bystanders.runs)
    after = examine(right_job(target_of(path)), started)
    return Outcome(result, "\n".join(said), left, litter, after)


@contextlib.contextmanager
def recorded():
    """All that programs print meanwhile, their uids and folders: reports show only a part."""
    said, uids, folders = [], set(), set()
    end = Examination.end

    def recorded_end(examination):
        program = examination.scene.program if examination.scene.has_program else None
        if program and os.path.exists(program.folder.outside):
            uids.add(os.stat(program.folder.outside).st_uid)
            folders.add(program.folder.inside)
        try:
            end(examination)
        finally:
            if program:
                said.extend((program.stdout.text, program.stderr.text))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Examination, "end", recorded_end)
        yield said, uids, folders


def graded(paths, started):
    """Yield (path, Outcome, or in words why there is none), several side by side."""
    waiting, running = deque(paths), {}
    while waiting or running:
        while waiting and len(running) < SIDE_BY_SIDE:
            grading = Grading(waiting.popleft(), started)
            running[grading.answer] = grading
        wait(running, timeout=1)
        for grading in [each for each in running.values() if each.is_over()]:
            del running[grading.answer]
            yield grading.path, grading.outcome()


class Grading:
    """One cheat, its bystanders and the process that grades it."""

    def __init__(self, path, started):
        self.path, self.bystanders, self._launcher = path, Bystanders(), started
        self.answer, far = multiprocessing.Pipe(duplex=False)
        self._deadline = time.monotonic() + SECONDS_FOR_ONE
        context = multiprocessing.get_context("fork")
        self._process = context.Process(target=self._run, args=(far,))
        self._process.start()
        far.close()

    def _run(self, far):
        far.send(grade(self.path, self.bystanders, self._launcher))

    def is_over(self):
        return self.answer.poll() or time.monotonic() > self._deadline

    def outcome(self):
        """What came of it; in words, where the process is dead, or has not come to its end."""
        try:
            outcome = self.answer.recv() if self.answer.poll() else None
        except EOFError:
            outcome = "the grader of this cheat was killed"
        if outcome is None:
            self._process.kill()
            outcome = f"the grader of this cheat had no verdict after {SECONDS_FOR_ONE} s"
        if isinstance(outcome, Outcome):
            outcome.harm = self.bystanders.harm()
        self._process.join()
        self.bystanders.close()
        return outcome


def digests(*folders):
    """The content and mode of all files of the course that a cheat might like to change."""
    paths = (
        path
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    )
    return {str(p): (hashlib.sha256(p.read_bytes()).hexdigest(), p.stat().st_mode) for p in paths}


@pytest.fixture(scope="module")
def outcomes(request):
    """Of each cheat that is asked for. The grader's environment holds what none may see."""
    asked = {
        item.callspec.params["cheat"]
        for item in request.session.items
        if item.path == request.path and "outcome" in getattr(item, "fixturenames", ())
    }
    before = digests("grader", "solutions")
    with pytest.MonkeyPatch.context() as patch, contextlib.closing(_with_tokens(patch)) as started:
        if started.isolation()[0] != "full":
            pytest.skip(f"this machine cannot isolate programs fully: {started.isolation()}")
        found = dict(graded(sorted(asked), started))
        found["changed"] = {
            path for path, now in digests("grader", "solutions").items() if before.get(path) != now
        }
        yield found


def _with_tokens(patch):
    for name, value in TOKENS.items():
        patch.setenv(name, value)
    return launcher()


MOST_AT_ONCE = 1  # of each target


def one_for_each_way(cheats):
    """A few of each target, each of which tries something else, by the letters and numbers."""
    seen, chosen = set(), set()
    for path in cheats:
        tried = set(re.findall(r"[ABC]\d+", TRIED.search(path.read_bytes()[:600].decode())[1]))
        mine = [each for each in chosen if target_of(each) == target_of(path)]
        if tried - seen and len(mine) < MOST_AT_ONCE:
            chosen.add(path)
            seen |= tried
    return chosen


AT_ONCE = one_for_each_way(path for path in CHEATS if target_of(path).unit == UNIT)


@pytest.fixture(
    params=[
        pytest.param(each, marks=() if each in AT_ONCE else pytest.mark.long) for each in CHEATS
    ],
    ids=lambda path: f"{path.parts[-4][:2]}/{path.parts[-3]}/{path.stem}",
)
def cheat(request):
    return request.param


@pytest.fixture
def outcome(cheat, outcomes):
    assert isinstance(outcomes[cheat], Outcome), outcomes[cheat]
    return outcomes[cheat]


# ------------------------------------------------------------------ what a cheat gains


def everything_told(result):
    """All text about a program, as it goes into reports."""
    return "\n".join(str(value) for c in result.checks for value in dataclasses.asdict(c).values())


def test_the_shelf_is_full_enough():
    assert len(CHEATS) >= 55
    assert {target_of(path).program for path in CHEATS} == set(layout.programs(UNIT))


def test_it_gains_nothing(cheat, outcome):
    told = [(c.id, c.message) for c in outcome.result.checks if c.outcome == "passed"]
    assert outcome.result.score <= most_points(cheat), told


def test_its_attack_does_not_work(outcome):
    assert not re.findall(r"^BREACH.*", outcome.said, re.MULTILINE)
    assert "BREACH" not in everything_told(outcome.result)
    assert SECRET.strip() not in everything_told(outcome.result)


def test_its_frames_reach_the_grader(outcome):
    """A cheat that writes where nobody reads shows nothing."""
    assert "Bad file descriptor" not in everything_told(outcome.result)


def test_it_never_looks_like_the_graders_fault(outcome):
    errors = [(c.id, c.message) for c in outcome.result.checks if c.outcome == "error"]
    assert not errors


def test_bystanders_are_unharmed(outcome):
    assert not outcome.harm


def test_nothing_of_it_is_left(outcome):
    assert not outcome.left
    assert not outcome.litter


def test_a_right_program_after_it_keeps_full_marks(outcome):
    told = [(c.id, c.message) for c in outcome.after.checks if c.outcome != "passed"]
    assert outcome.after.score == outcome.after.max_score, told


def test_the_course_is_unchanged(outcomes):
    assert not outcomes["changed"]


# ------------------------------------------------------------------ what is shown of it

# What GitHub's runner obeys: "::" at the beginning of a line, after blanks of any kind, and "##[" anywhere.
LIVE = re.compile(r"^\s*::|##\[")
LONGEST_LINE = 1000
LONGEST_REPORT = 100_000


def assert_dead(text):
    """Nothing in it moves a cursor, hides, or gives orders; and a person can read to its end."""
    lines = text.split("\n")
    assert not [line for line in lines if printable(line) != line]
    assert not [line for line in lines if LIVE.search(line)]
    assert not [line[:100] for line in lines if len(line) > LONGEST_LINE]
    assert len(text) <= LONGEST_REPORT


def report_of(result):
    unit = UnitResult.of(UNIT, "Hello", [result])
    return Report(
        "x", "", 0.0, 1, "", "", "", Isolation("full", []), unit.score, unit.max_score, [unit]
    )


def test_its_text_is_dead_in_the_terminal(outcome):
    assert_dead(terminal.render(report_of(outcome.result), Words()))


def test_its_json_is_small(outcome):
    assert len(json_report.render(report_of(outcome.result), Words())) <= 2_000_000


LOUD = [
    {
        "tcp_server": "paints_the_terminal",
        "tcp_client": "prints_workflow_commands",
        "udp_server": "prints_a_forged_report",
        "udp_client": "prints_invisible_text",
        "http_tasks": "paints_the_terminal_from_everywhere",
    },
    {
        "tcp_server": "prints_without_end",
        "tcp_client": "prints_markup",
        "udp_server": "sends_escapes_over_the_wire",
        "udp_client": "raises_workflow_commands",
        "http_tasks": "raises_workflow_commands",
    },
]


@pytest.mark.long
@pytest.mark.parametrize("loud", LOUD, ids=["printing", "raising"])
def test_command_line_shows_it_behind_a_margin(loud, grader, submission):
    sources = {
        p: (shelf.SHELF / UNIT / p / "cheat" / f"{n}.py").read_bytes() for p, n in loud.items()
    }
    run = grader("01", "--verbose", "--submission", submission(**sources))
    assert run.status == 1, run.output[-2000:]
    assert_dead(run.output)
    said = run.output.split("your program said:\n")[1:]
    assert said
    for part in said:
        block = part.partition("\n\n")[0]
        assert all(line.lstrip(" ").startswith("│ ") for line in block.split("\n"))


# ------------------------------------------------------------------ the grader is killed


CROWD = 40
# Of a tcp_server: many processes, which stay for as long as nobody ends them.
A_CROWD = f"""
import os, time
for _ in range({CROWD}):
    if os.fork() == 0:
        break
time.sleep(600)
"""


@pytest.mark.parametrize(
    "all_at_once", [False, True], ids=["the grader alone", "all of its processes"]
)
def test_nothing_survives_a_killed_grader(all_at_once, submission, tmp_path):
    """SIGKILL, as of an impatient person or a machine without memory, while a crowd is there."""
    room = tmp_path / "room"
    room.mkdir()
    for folder in (room, *list(room.parents)[:3]):
        folder.chmod(0o711)
    handed_in = submission(tcp_server=A_CROWD)
    killed = subprocess.Popen(
        [sys.executable, "-m", "grader", "01/tcp_server", "--submission", str(handed_in)],
        cwd=room,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "TMPDIR": str(room)},
    )
    while len(living([room])) < CROWD and killed.poll() is None:
        time.sleep(0.01)
    assert killed.poll() is None, "there was no crowd"
    if all_at_once:
        os.killpg(killed.pid, signal.SIGKILL)
    else:
        killed.kill()
    killed.wait()
    assert not left_alive([room])


# ------------------------------------------------------------------ what each layer is for

NETWORK, VIEW = "own network", "own view of the files"
WITHOUT = [
    # layers to leave out, each of which is enough; and cheats that then work
    ({"files", VIEW}, "tcp_client/reads_the_solution"),
    ({"files", VIEW}, "udp_client/climbs_with_dots"),
    ({"tcp ports", NETWORK}, "tcp_client/sends_home_over_tcp"),
    ({"syscalls", VIEW}, "tcp_client/knocks_at_a_unix_socket"),
    ({"syscalls", NETWORK}, "tcp_server/sends_home_over_mptcp"),
    pytest.param({NETWORK}, "udp_server/calls_a_group", marks=pytest.mark.long),
    pytest.param({"limits"}, "udp_server/takes_memory", marks=pytest.mark.long),
    ({"process count"}, "udp_client/starts_threads_without_end"),
    # A uid of its own would refuse the signal as well, and has no capability to begin with.
    # Others than its supervisor are out of reach all the same: that one has a domain, too.
    ({"signals", "own uid"}, "tcp_client/kills_its_parent"),
    ({"capabilities dropped", "own uid"}, "tcp_client/becomes_root"),
]
ONLY_AS_ROOT = {"own uid", "capabilities dropped"}
JAIL = Path(forked.ZYGOTE).parent


@pytest.fixture
def launcher_without(tmp_path, monkeypatch):
    """A launcher with a copy of the jail, in which some layers are left out."""

    def make(layers):
        copy = tmp_path / f"course{len(os.listdir(tmp_path))}" / "grader" / "jail"
        shutil.copytree(JAIL, copy, ignore=shutil.ignore_patterns("__pycache__"))
        with open(copy / "sandbox.py", "a") as file:
            file.write(LEAVE_OUT.format(layers=sorted(layers)))
        monkeypatch.setattr(forked, "ZYGOTE", str(copy / "__main__.py"))
        return contextlib.closing(forked.ForkLauncher())

    return make


LEAVE_OUT = """
_enter_namespaces, _Confinement, _spare_uid = enter_namespaces, Confinement, spare_uid
_left_out = frozenset(map(Layer, {layers}))


def enter_namespaces(place):
    return _enter_namespaces(place, _left_out)


def Confinement(*how):
    return _Confinement(*how, _left_out)


def spare_uid():
    return None if Layer.OWN_UID in _left_out else _spare_uid()
"""


def works_with(started, name):
    """Tell whether a cheat says so when it is run by this launcher, or harms a bystander."""
    program, _, stem = name.partition("/")
    path = shelf.SHELF / UNIT / program / "cheat" / f"{stem}.py"
    with contextlib.closing(Bystanders()) as bystanders, pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(bystanders.runs))
        with recorded() as (said, _, _), contextlib.suppress(LaunchError):
            examine(job(path, bystanders), started)  # its supervisor may be dead
        return any("BREACH" in text for text in said) or bool(bystanders.harm())


each_layer = pytest.mark.parametrize(
    "layers, name",
    WITHOUT,
    ids=lambda value: value if isinstance(value, str) else "+".join(sorted(value)),
)


@pytest.fixture
def known_here(layers, launcher_without):
    """These layers, without those that only root has."""
    here = layers if os.geteuid() == 0 else layers - ONLY_AS_ROOT
    with launcher_without(set()) as started:
        if not here or here & set(started.isolation()[1]):
            pytest.skip("this machine has no such layer")
    return here


@each_layer
@pytest.mark.long
def test_without_its_layers_a_cheat_works(layers, name, known_here, launcher_without):
    """So these are what stops it, and the cheat is a real one."""
    with launcher_without(known_here) as started:
        assert works_with(started, name)


@pytest.mark.long
@each_layer
def test_each_of_its_layers_is_enough(layers, name, known_here, launcher_without):
    """And a copy that has all of them changes nothing."""
    for layer in known_here:
        with launcher_without(known_here - {layer}) as started:
            assert not works_with(started, name), layer
