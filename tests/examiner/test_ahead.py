"""Silent runs: begun beside the other checks, sat out at their turn, and given back."""

import contextlib
import os
import signal
import time
from dataclasses import replace

import pytest

from grader.course import checks as course_checks
from grader.course.layout import Target
from grader.examiner.ahead import Ahead, Begun
from grader.examiner.examination import Examination
from grader.examiner.job import Job
from grader.examiner.session import examine
from grader.examiner.shown import Shown
from grader.failures.errors import Mismatch, ProgramEnded, Unusable
from grader.launch import launcher
from grader.launch.plain import PlainLauncher
from grader.peers.ports import Ports
from samples import words

TARGET = Target("01_hello", "udp_server")
CHECKS = {check.name: check for check in course_checks.load(TARGET)}
SITS_OUT = CHECKS["runs_until_stopped"]
assert SITS_OUT.ahead, "its silent runs begin ahead"
FIRST, AGAIN = SITS_OUT.ahead.runs
BEGIN = """
import socket, sys
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
"""
SERVES = """
while True:
    data, client = server.recvfrom(2048)
    print(data.decode(), client, flush=True)
    server.sendto(data.decode().upper().encode(), client)
"""
GIVES_UP = "server.settimeout(0.5)" + SERVES


@pytest.fixture(
    scope="module",
    params=[
        lambda: launcher(web=False),
        pytest.param(PlainLauncher, marks=pytest.mark.long),
    ],
)
def launched(request):
    with contextlib.closing(request.param()) as chosen:
        yield chosen


class Counted:
    """A supervisor that tells its bench when it is closed, and may serve another one then."""

    def __init__(self, real, bench):
        self._real, self._bench = real, bench

    def __getattr__(self, name):
        return getattr(self._real, name)

    def close(self):
        self._bench.closed(self.room)
        self._real.close()


class Bench:
    """An examination of a server, with what it begins ahead."""

    def __init__(self, launched, source, held):
        self.supervisors, self._rooms = 0, []
        self._launched = launched
        supervisor = held.enter_context(contextlib.closing(launched.supervisor()))
        self._rooms.append(supervisor.room)
        job = Job(TARGET, {"udp_server.py": (BEGIN + source).encode()}, None, 1)
        self.examination = Examination(job, supervisor)
        held.callback(self.examination.ports.close)
        held.callback(self.examination.end)
        self.ahead = Ahead(self.examination, self, Shown(self.examination))
        held.callback(self.ahead.close)

    def supervisor(self, web=False):
        """Give what the launcher gives, and count how many have not been closed yet."""
        real = self._launched.supervisor(web)
        self.supervisors += 1
        self._rooms.append(real.room)
        return Counted(real, self)

    def closed(self, room):
        self.supervisors -= 1
        self._rooms.remove(room)

    def judge(self, name, raised=None):
        self.examination.begin(name)
        self.examination.verdicts.add(CHECKS[name], raised, self.examination.scene, 0.1)
        self.ahead.begin()

    def both_passed(self):
        self.judge("binds")
        self.judge("answers")

    @property
    def runs(self):
        return sum(len(os.listdir(room.outside)) for room in self._rooms)


@pytest.fixture
def bench(launched):
    with contextlib.ExitStack() as held:
        yield lambda source: Bench(launched, source, held)


def test_runs_begin_when_their_check_has_what_it_needs(bench):
    it = bench(SERVES)
    it.ahead.begin()
    assert (it.supervisors, it.runs) == (0, 0), "before the first check"
    it.judge("binds")
    assert (it.supervisors, it.runs) == (0, 0), "it is not known to answer"
    it.judge("answers")
    assert (it.supervisors, it.runs) == (2, 2)
    it.judge("raises_letters")
    assert (it.supervisors, it.runs) == (2, 2), "they were begun once more"


@pytest.mark.parametrize("raised", [Mismatch("no"), Unusable("no"), KeyError("ours")])
def test_nothing_begins_for_a_check_that_is_blocked(bench, raised):
    it = bench(SERVES)
    it.judge("binds", raised)
    it.judge("answers")
    assert (it.supervisors, it.runs) == (0, 0)


def test_check_has_the_story_of_the_run_that_it_sat_out(bench):
    it = bench(SERVES)
    it.both_passed()
    it.examination.begin(SITS_OUT.name)
    it.ahead.sit_out(AGAIN)
    started, *rest = words(it.examination.scene.transcript.steps)
    assert started.startswith("started") and "for 2.2 seconds nobody spoke" in rest
    assert (it.supervisors, it.runs) == (1, 1), "what was sat out is not given back"
    it.ahead.drop(SITS_OUT)
    assert (it.supervisors, it.runs) == (0, 0)


@pytest.mark.long
def test_words_do_not_depend_on_whether_a_run_was_begun_ahead(bench):
    told = []
    for is_ahead in (True, False):
        it = bench(SERVES)
        if is_ahead:
            it.both_passed()
        it.examination.begin(SITS_OUT.name)
        it.ahead.sit_out(AGAIN)
        told.append(
            [step for step in words(it.examination.scene.transcript.steps) if "sent" in step]
        )
    assert told[0] == told[1] != []


def test_program_that_ends_in_the_background_is_judged_alone(bench):
    it = bench(GIVES_UP)
    it.both_passed()
    it.examination.begin(SITS_OUT.name)
    with pytest.raises(ProgramEnded) as raised:
        it.ahead.sit_out(FIRST)
    assert (it.supervisors, it.runs) == (0, 1), "another copy was there"
    result = it.examination.verdicts.judge(SITS_OUT, raised.value, it.examination.scene)
    assert "TimeoutError" in result.traceback
    assert [step.split()[0] for step in words(result.steps)] == ["started", "for"]


@pytest.mark.parametrize("may_end", [True, False])
def test_program_that_may_end_has_not_failed_by_that(bench, may_end):
    it = bench(GIVES_UP)
    check = replace(SITS_OUT, ahead=replace(SITS_OUT.ahead, may_end=may_end))
    with contextlib.closing(Begun(FIRST, check, it.examination, it)) as begun:
        assert not begun.has_failed()
        assert begun._examination.scene.program.wait_for_end(time.monotonic() + 10)
        assert begun.has_failed() is not may_end


def test_program_that_cannot_run_twice_at_a_time_runs_alone(bench):
    """A port of its own choice, for instance, is there for one copy only."""
    with contextlib.closing(Ports()) as ports:
        _, port = ports.reserve()
        another = "another = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
        it = bench(f"{another}another.bind(('', {port})){SERVES}")
        if it.examination.scene.network.is_own:
            pytest.skip("each copy has a port of its own choice in a network of its own")
        it.both_passed()
        assert (it.supervisors, it.runs) == (0, 0)
        it.examination.begin(SITS_OUT.name)
        for run in SITS_OUT.ahead.runs:
            it.ahead.sit_out(run)
        it.judge("raises_letters")
        assert it.supervisors == 0


def test_what_was_begun_is_given_back_when_the_examination_is_interrupted(launched, monkeypatch):
    held = contextlib.ExitStack()
    made = []
    supervisor = launched.supervisor

    def counted(web=False):
        made.append(supervisor(web))
        return made[-1]

    monkeypatch.setattr(launched, "supervisor", counted)
    drop = Ahead.drop

    def interrupt(self, check):
        drop(self, check)
        if check.name == "raises_letters":  # the next one after that which has them begin
            assert [len(os.listdir(one.room.outside)) for one in made] == [1, 1, 1]
            raise KeyboardInterrupt

    monkeypatch.setattr(Ahead, "drop", interrupt)
    job = Job(TARGET, {"udp_server.py": (BEGIN + SERVES).encode()}, None, 1)
    handler = signal.getsignal(signal.SIGINT)
    with held, pytest.raises(KeyboardInterrupt):
        examine(job, launched, held)
    assert signal.getsignal(signal.SIGINT) == handler
    # a room that is there still is another program's by now
    rooms = [one.room.outside for one in made]
    assert not any(os.listdir(room) for room in rooms if os.path.exists(room))


@pytest.mark.parametrize("check", [SITS_OUT.name, None])
@pytest.mark.long
def test_server_keeps_its_points(launched, check):
    chosen = check and frozenset([check, "binds", "answers", "answers_again"])
    job = Job(TARGET, {"udp_server.py": (BEGIN + SERVES).encode()}, None, 1, chosen)
    result = examine(job, launched)
    assert result.score == sum(c.points for c in CHECKS.values() if not chosen or c.name in chosen)
