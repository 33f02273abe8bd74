"""A failure that depends on time counts on a busy machine only if it happens twice."""

import contextlib
import os
import random
import time
from dataclasses import replace

import pytest
from peers_alone import Running, Timeless, timeless

from conftest import ROOT
from grader.course import layout
from grader.course.layout import Target
from grader.examiner.examination import IN_DOUBT, Examination
from grader.examiner.job import Job
from grader.examiner.session import examine
from grader.jail import turns
from grader.launch import launcher
from grader.launch.network import SharedNetwork
from grader.launch.program import Moment, OutOfTime, Program
from grader.peers import patience
from grader.peers.scene import MOST_RUN, Scene, Waited
from grader.peers.strain import A_MOMENT, Strain
from grader.peers.transcript import Transcript

CLIENT = Target("01_hello", "tcp_client")
SOLUTION = (ROOT / "solutions" / CLIENT.file).read_text(encoding="utf-8")
GIVES_UP = "raise TimeoutError"
AGE = 4.0  # seconds of a program
BUSY, IDLE = (
    (0.05, 60.0, False),
    (0.05, 0.0, False),
)  # turns of a program: seconds that it ran, and waited to; is it ready


@pytest.fixture(scope="module")
def started():
    with contextlib.closing(launcher(web=False)) as chosen:
        yield chosen


@pytest.fixture
def judge(started, monkeypatch):
    """Judge a check of a program that is another one when it is judged once more.

    It has had these turns when it fails, and we have had all of ours. Gives the result, and the
    dice of each time that it was judged once more.
    """

    def judged(first, then, had):
        moment, begin = Program.moment, Examination.begin_in_doubt
        dice = []

        def told(*words, **named):
            return replace(moment(*words, **named), turns=had, age=AGE)

        def begun(self, raised):
            is_in_doubt = begin(self, raised)
            if is_in_doubt:
                self.job.files[self.job.file] = then.encode()
                dice.append(self.dice.getstate())
            return is_in_doubt

        monkeypatch.setattr(Program, "moment", told)
        monkeypatch.setattr(Strain, "_lost_by_us", lambda self: 0.0)
        monkeypatch.setattr(Examination, "begin_in_doubt", begun)
        files = {f"{CLIENT.program}.py": first.encode()}
        result = examine(Job(CLIENT, files, None, 1, frozenset({"connects"})), started)
        return result.checks[0], dice

    return judged


@pytest.mark.parametrize(
    "first", [GIVES_UP, f"try:\n {GIVES_UP}\nexcept OSError:\n pass # timeout"]
)
def test_program_that_gave_up_on_a_busy_machine_is_judged_once_more_with_other_words(judge, first):
    result, dice = judge(first, SOLUTION, BUSY)
    assert result.outcome == "passed" and result.steps[0].endswith(IN_DOUBT)
    assert dice != [random.Random(f"1:{CLIENT}:connects").getstate()] and len(dice) == 1


def test_what_fails_twice_costs_its_points(judge):
    result, dice = judge(GIVES_UP, GIVES_UP, BUSY)
    assert result.outcome == "failed" and len(dice) == 1


def test_no_failure_is_in_doubt_on_an_idle_machine(judge):
    result, dice = judge(GIVES_UP, SOLUTION, IDLE)
    assert result.outcome == "failed" and not dice


def test_what_does_not_depend_on_time_is_judged_once(judge):
    for first in ("raise ValueError  # no timeout", "pass"):
        result, dice = judge(first, SOLUTION, BUSY)
        assert result.outcome == "failed" and not dice


@pytest.fixture
def examined(started):
    """Make examinations, for whoever hears them."""
    with contextlib.ExitStack() as stack:

        def made(audience=None):
            supervisor = stack.enter_context(contextlib.closing(started.supervisor()))
            job = Job(CLIENT, {"tcp_client.py": b""}, None, 1)
            one = Examination(job, supervisor, audience)
            stack.callback(one.ports.close)
            return one

        yield made


def begins_in_doubt(one):
    one.begin("connects")
    one.scene.strain.is_in_doubt = True
    return one.begin_in_doubt(OutOfTime())


def test_only_a_few_checks_of_a_program_are_judged_once_more(examined):
    one = examined()
    assert [begins_in_doubt(one) for _ in range(5)] == [True, True, True, False, False]


def test_a_program_that_had_all_its_time_is_doubted_no_more(examined):
    one = examined()
    assert begins_in_doubt(one)
    one.scene.strain.ran_out(0.0, Moment((), 0, 0, turns=IDLE, age=AGE))
    one.end_doubt(OutOfTime())
    assert not begins_in_doubt(one)


def test_what_somebody_hears_is_not_judged_once_more(examined):
    class Listener:
        begin = hear = printed = staticmethod(lambda *_: None)

    assert not begins_in_doubt(examined(Listener()))


def test_an_error_of_ours_is_not_judged_once_more(examined):
    one = examined()
    one.scene.strain.is_in_doubt = True
    assert not one.begin_in_doubt(AssertionError()) and not one.begin_in_doubt(None)


@pytest.mark.long
@pytest.mark.parametrize("target", layout.everything(), ids=str)
def test_each_check_can_be_judged_once_more(target, monkeypatch):
    begin = Examination.begin_in_doubt

    def begun(self, raised):
        self._doubts_left, self._strain.is_in_doubt = 1, True
        return begin(self, raised or OutOfTime())

    monkeypatch.setattr(Examination, "begin_in_doubt", begun)
    unit = (ROOT / "solutions" / target.unit).glob("*.py")
    files = {path.name: path.read_bytes() for path in unit}
    with contextlib.closing(launcher()) as web:
        result = examine(Job(target, files, None, 1), web)
    assert [check.message for check in result.checks if check.outcome != "passed"] == []


# ------------------------------------------------------------------ the measure


def ran_out(had, seconds=3.5):
    one = Strain()
    one.began -= seconds
    one.ran_out(one.began, Moment((), 0, 0, turns=had, age=AGE))
    return one


@pytest.mark.parametrize(
    ("had", "is_in_doubt"),
    [
        ((0.1, 1.0, False), True),
        ((0.1, 0.2, True), True),  # the kernel has not counted yet for how long it waits
        ((0.1, 0.3, False), False),  # it hangs: it had the processor when it was ready
        ((1.0, 2.5, True), True),  # it works, beside others that do so
        ((3.2, 0.8, True), False),  # it has used it all the time
        ((8.0, 60.0, True), False),  # its own processes were in each other's way
    ],
    ids=["starved", "starves", "hangs", "works", "works alone", "works with many"],
)
def test_wait_in_vain_is_in_doubt_if_the_program_had_no_processor(had, is_in_doubt):
    assert ran_out(had).is_in_doubt is is_in_doubt


def test_where_a_wait_ran_out_the_clock_of_the_program_decides_nothing():
    one = ran_out((0.1, 0.3, False))
    one.failed(Moment((), 0, 0, turns=(0.1, 0.3, False), age=AGE), gave_up=True)
    assert not one.is_in_doubt


@pytest.mark.parametrize(("has_clock", "gave_up"), [(True, False), (False, True), (False, False)])
def test_little_is_enough_for_a_program_with_a_clock(has_clock, gave_up):
    one = Strain()
    one.has_clock = has_clock
    one.failed(Moment((), 0, 0, turns=(0.1, A_MOMENT, False), age=AGE), gave_up)
    assert one.is_in_doubt is (has_clock or gave_up)


def test_our_own_lateness_counts_for_a_program_with_a_clock(monkeypatch):
    one = Strain()
    one.has_clock = True
    monkeypatch.setattr(turns, "of_this_thread", lambda: None)
    one.woke_late(patience.STALL / 2)
    one.failed(Moment((), 0, 0, turns=(0.1, 0.0, False), age=AGE), gave_up=False)
    was_in_doubt = one.is_in_doubt
    one.woke_late(2 * patience.STALL)
    one.failed(Moment((), 0, 0, turns=(0.1, 0.0, False), age=AGE), gave_up=False)
    assert one.is_in_doubt and not was_in_doubt


@pytest.mark.parametrize(("load", "is_in_doubt"), [(1000.0, True), (0.0, False), (None, True)])
def test_where_the_kernel_does_not_count_the_load_tells(monkeypatch, load, is_in_doubt):
    if load is None:
        monkeypatch.delattr(os, "getloadavg")
    else:
        monkeypatch.setattr(os, "getloadavg", lambda: (load, load, load))
    assert ran_out(None).is_in_doubt is is_in_doubt


@pytest.mark.parametrize(
    ("threads", "had"),
    [
        ([(0.5, 3.0)], (0.5, 3.0)),
        ([(0.5, 3.0), (0.1, 3.0)], (0.6, 2.9)),  # both waited for others, at the same time
        ([(0.1, 0.5)] + 50 * [(0.1, 4.9)], (5.1, 0.0)),  # they have waited for each other
        ([(0.0, 2.0), (4.0, 0.0)], (4.0, 0.0)),  # and one for the other
        ([(0.1, 2.0), (2.0, 30.0)], (2.1, 29.9)),  # beside a thread that works, on a busy machine
    ],
    ids=["one", "two", "many", "a pair", "worker"],
)
def test_only_others_keep_a_program_from_a_processor(tmp_path, threads, had):
    for number, (ran, waited) in enumerate(threads):
        (tmp_path / str(number)).mkdir()
        told = f"{ran * turns.NANOSECONDS:.0f} {waited * turns.NANOSECONDS:.0f} 7\n"
        (tmp_path / str(number) / "schedstat").write_text(told)
        (tmp_path / str(number) / "stat").write_text("1 (a (b) c) S 0")
    assert turns._of(map(str, tmp_path.iterdir())) == (*map(pytest.approx, had), False)


@pytest.mark.skipif(turns.of_this_thread() is None, reason="this kernel does not count")
@pytest.mark.parametrize("source", ["import time; time.sleep(60)", "pass"])
def test_kernel_tells_the_turns_of_a_program_that_runs_and_of_one_that_has_ended(started, source):
    with contextlib.closing(started.supervisor()) as supervisor:
        tried = Examination(Job(CLIENT, {"tcp_client.py": source.encode()}, None, 1), supervisor)
        program = tried.start()
        if source == "pass":
            assert tried.scene.program_ends()
        had = program.moment().turns
        tried.end()
        tried.ports.close()
    assert had is not None and had[0] > 0 and had[1] >= 0


@pytest.mark.parametrize(
    ("or_end", "looks_for", "waited"),
    [(False, "end", Waited.DONE), (True, "print", Waited.ENDED), (False, "print", Waited.IN_VAIN)],
)
def test_end_that_is_told_late_is_no_wait_in_vain(or_end, looks_for, waited):
    class ToldLate(Running):
        """It has ended, and who tells of it does so only when it is asked."""

        def moment(self, where=False):
            self.ended = True
            return Moment((), 0, 0)

    program = ToldLate()
    here = Scene(Transcript(), patience.Patience(), SharedNetwork(), program)
    here.patience.seconds = lambda kind: 0.05
    found = here.wait(lambda: looks_for == "end" and program.ended, looks_for, or_end=or_end)
    assert found is waited
    assert here.patience.is_whole(looks_for) is (waited is not Waited.IN_VAIN)


@pytest.mark.parametrize("makes_up", [True, False])
def test_time_without_a_processor_is_given_back_to_what_is_judged_once_more(makes_up):
    class Starved(Running):
        """It has had no processor for a second, in all its life."""

        def turns(self):
            return 0.1, 1.0, False

        def moment(self, where=False):
            return Moment((), 0, 0)

    here = Scene(Transcript(), patience.Patience(), SharedNetwork(), Starved())
    here.patience.makes_up = makes_up
    began = time.monotonic()
    here.patience.seconds = lambda kind: 0.05
    assert here.wait(lambda: False, "answer") is Waited.IN_VAIN
    assert (time.monotonic() - began >= 1.05) is makes_up


def test_a_program_that_always_waits_for_a_processor_is_given_time_until_it_was_enough():
    """It spins: each time it has waited for half a minute more, and it waits just now."""

    class Spinning(Timeless):
        waited = 0.0

        def turns(self):
            self.waited += 30.0
            return 1.0, self.waited, True

        def moment(self, where=False):
            return Moment((), 0, 0)

    program = Spinning()
    with timeless(program) as here:
        here.patience.makes_up = True
        began = program.now
        for _ in range(9):
            assert here.wait(lambda: False, "answer") is Waited.IN_VAIN
        waited = program.now - began
    assert 60 <= waited < 120


@pytest.mark.parametrize(
    "had_none, more",
    [
        (lambda age: 2 * age, 4),  # it shares the processors with others
        (lambda age: 60.0, 2),  # it had none for a minute, and now it has one
    ],
)
def test_a_program_that_spins_is_given_no_time_once_it_has_had_a_processor(had_none, more):
    """All that it had waited for, given at once, would last until the limit of its time, 20 s."""

    class Spinning(Timeless):
        def turns(self):
            return self.now - began, had_none(self.now - began), True

        def moment(self, where=False):
            return Moment((), 0, 0)

    program = Spinning()
    with timeless(program) as here:
        here.patience.makes_up = True
        began = program.now
        assert here.wait(lambda: False, "answer") is Waited.IN_VAIN
        waited = program.now - began
    assert MOST_RUN <= waited < MOST_RUN + more


def test_what_was_in_vain_before_is_set_aside_for_a_while():
    one = patience.Patience()
    whole = one.seconds("answer")
    one.lose("answer")
    short = one.seconds("answer")
    one.set_aside()
    assert one.seconds("answer") == whole > short
    one.lose("answer")
    one.take_up()
    one.take_up()
    assert one.seconds("answer") < short
    assert one.seconds("print") == patience.Patience().seconds("print")
