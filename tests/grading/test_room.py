"""More programs are judged at once while a machine is idle, and not while it works."""

from concurrent.futures import Executor, Future

import pytest

from grader import machine
from grader.course.layout import Target
from grader.examiner.job import Job
from grader.grading import pool, room
from grader.report import ProgramResult


class Clock:
    """A time and the idle seconds of some processors, which a test moves on."""

    def __init__(self, monkeypatch):
        self.now = self.idle = 0.0
        monkeypatch.setattr(room.time, "monotonic", lambda: self.now)
        monkeypatch.setattr(room, "idle", lambda: self.idle)

    def pass_by(self, seconds, idle):
        self.now += seconds
        self.idle += idle


def test_there_is_room_where_one_processor_was_idle(monkeypatch):
    clock = Clock(monkeypatch)
    found = room.Room()
    clock.pass_by(1.0, idle=0.99)
    assert found.is_there()
    assert not found.is_there(), "what was begun since then has not had its time"
    clock.pass_by(1.0, idle=0.5)
    assert not found.is_there()
    clock.pass_by(1.0, idle=1.9)
    assert found.is_there()


def test_there_is_none_where_the_system_does_not_tell(monkeypatch):
    clock = Clock(monkeypatch)
    monkeypatch.setattr(room, "idle", lambda: None)
    found = room.Room()
    clock.pass_by(10, idle=10)
    assert not found.is_there()


def test_many_jobs_fill_what_is_idle_and_keep_their_number(monkeypatch):
    clock = Clock(monkeypatch)
    width = pool.Width(2, 9, many=True)
    assert width.has_place_beside(1) and not width.has_place_beside(2)
    clock.pass_by(1.0, idle=0.75 * machine.CORES)
    assert [width.has_place_beside(n) for n in (2, 3, 4)] == [True, True, False], "2 + 1.5 + 1"
    clock.pass_by(1.0, idle=0.02 * machine.CORES)
    assert [width.has_place_beside(n) for n in (3, 4)] == [True, False], "one that ends is followed"
    clock.pass_by(1.0, idle=machine.CORES)
    assert [width.has_place_beside(n) for n in (4, 8, 9)] == [True, True, False], "no more than 9"


@pytest.mark.skipif(room.idle() is None, reason="no /proc/stat here")
def test_idle_time_only_grows():
    assert 0 < room.idle() <= room.idle()


class Hanging(Executor):
    """Takes calls, and lets none of them end until somebody says so."""

    def __init__(self):
        self.taken = []

    def submit(self, fn, /, *args, **kwargs):
        self.taken.append(Future())
        return self.taken[-1]

    def end_all(self):
        for future in self.taken:
            if not future.done():
                future.set_result(ProgramResult.of("tcp_client", "", []))


@pytest.mark.parametrize("or_more, taken", [(0, [2, 2, 2]), (4, [3, 4, 4])])
def test_programs_that_only_wait_make_room_for_others(monkeypatch, or_more, taken):
    executor, seen = Hanging(), []

    def tick():
        seen.append(len(executor.taken))
        if len(seen) == len(taken):
            executor.end_all()

    monkeypatch.setattr(room.Room, "is_there", lambda self: len(executor.taken) < 3 + len(seen))
    monkeypatch.setattr(pool, "SECONDS_BETWEEN_TICKS", 0.01)
    jobs = [Job(Target("01_hello", "tcp_client"), {}, None, seed) for seed in range(7)]
    running = pool.run(jobs, executor, at_once=2, or_more=or_more, tick=tick)
    next(running)
    assert seen[: len(taken)] == taken


def test_so_many_as_are_wanted_or_some_for_each_core():
    assert machine.most_jobs(1) == 1
    assert machine.most_jobs(None) > machine.CORES
