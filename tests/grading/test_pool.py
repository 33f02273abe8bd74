"""Jobs on executors: none is lost, none is done twice without need, threads are refused."""

import contextlib
import multiprocessing
import os
import threading
import time
from collections import Counter
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor

import pytest

from conftest import ROOT
from grader.course.layout import Target
from grader.examiner import session
from grader.examiner.job import Job
from grader.grading import pool
from grader.launch import launcher

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="patches reach forked workers only")
TARGET = Target("01_hello", "tcp_client")
SOLUTION = (ROOT / "solutions/01_hello/tcp_client.py").read_bytes()
really_examine = session.examine


def job(seed=1, source=SOLUTION):
    return Job(TARGET, {"tcp_client.py": source}, None, seed)


@pytest.fixture
def started():
    with contextlib.closing(launcher(web=False)) as started:
        yield started


@pytest.fixture
def examined(tmp_path, monkeypatch):
    """Counts how often each job (by its seed) was examined; some break their process or raise."""
    kills, raises = set(), set()

    def examine(job, launcher, held=None, judged=None):
        (tmp_path / f"{job.seed}.{os.getpid()}.{os.urandom(4).hex()}").touch()
        if job.seed in kills:
            os._exit(1)
        if job.seed in raises:
            raise RuntimeError("\x1b[31mour bug")
        return really_examine(job, launcher, held, judged=judged)

    monkeypatch.setattr(session, "examine", examine)
    count = lambda: Counter(int(path.name.partition(".")[0]) for path in tmp_path.iterdir())  # noqa: E731
    return count, kills, raises


@forks
def test_only_what_was_lost_with_a_worker_is_run_again(started, examined):
    count, kills, _ = examined
    kills.add(3)
    with pool.Workers(started, 2) as workers:
        done = {
            job.seed: result
            for job, result in pool.run(list(map(job, range(8))), workers, at_once=2)
        }
    assert {seed: result.status for seed, result in done.items()} == {
        seed: "error" if seed == 3 else "passed" for seed in range(8)
    }
    assert count()[3] == 2
    assert sum(count().values()) <= 8 + 2, "more was run again than was lost"
    assert max(count().values()) == 2


def test_each_check_is_told_at_once_where_that_is_wanted(started):
    told = []
    with pool.Workers(started, 1, tells=True) as executor:
        tick = lambda: told.extend(executor.told())  # noqa: E731
        ((_, result),) = pool.run([job()], executor, tick=tick)
        tick()
    assert [(target, check.id) for target, check in told] == [(TARGET, c.id) for c in result.checks]


@forks
def test_two_killers_take_no_other_down(started, examined):
    _, kills, _ = examined
    kills.update({0, 7})
    with pool.Workers(started, 3) as workers:
        done = {
            job.seed: result
            for job, result in pool.run(list(map(job, range(8))), workers, at_once=3)
        }
    assert [seed for seed, result in done.items() if result.status == "error"] == [0, 7]
    assert (done[0].score, done[0].max_score) == (0, 0), "an error costs no points"


@forks
def test_exception_of_ours_is_tried_once_more_and_then_an_error(started, examined):
    count, _, raises = examined
    raises.add(1)
    with pool.Workers(started, 2) as workers:
        done = {job.seed: result for job, result in pool.run([job(0), job(1)], workers)}
    assert (done[0].status, done[1].status) == ("passed", "error")
    assert "RuntimeError: \\x1b[31mour bug" in done[1].checks[0].message
    assert count() == {0: 1, 1: 2}


class Elsewhere(Executor):
    """Any other executor; it loses the first try of some jobs."""

    def __init__(self, loses):
        self.tries, self.loses = Counter(), loses

    def submit(self, fn, /, job):
        self.tries[job.seed] += 1
        future = Future()
        if self.tries[job.seed] <= self.loses.get(job.seed, 0):
            future.set_exception(ConnectionError("lost"))
        else:
            future.set_result(fn(job))
        return future


def test_other_executors_get_a_lost_job_once_more(monkeypatch):
    monkeypatch.setattr(pool, "_worker", None)
    executor = Elsewhere({1: 1, 2: 2})
    done = {job.seed: result for job, result in pool.run(list(map(job, range(3))), executor)}
    pool._worker._launcher.close()
    assert executor.tries == {0: 1, 1: 2, 2: 2}
    assert [done[seed].status for seed in range(3)] == ["passed", "passed", "error"]


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_jobs_go_to_processes_that_share_nothing_with_us(method):
    """Each makes a launcher of its own."""
    with ProcessPoolExecutor(2, multiprocessing.get_context(method)) as executor:
        results = [result for _, result in pool.run([job(1), job(2)], executor)]
    assert [result.score for result in results] == [20, 20]


def test_threads_are_refused_in_words():
    with ThreadPoolExecutor(1) as executor, pytest.raises(TypeError, match="not of threads"):
        pool.run([job()], executor)


def test_executor_that_is_closed_makes_errors():
    executor = ProcessPoolExecutor(1)
    executor.shutdown()
    ((_, result),) = pool.run([job()], executor)
    assert result.status == "error" and "shutdown" in result.checks[0].message


# ------------------------------------------------------------------ one process, one examination


def in_thread(call):
    """What the call came to in another thread."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(call).result()


def test_examination_in_another_thread(started):
    assert in_thread(lambda: session.examine(job(), started)).score == 20


def test_second_examination_at_once_is_refused_in_words(started):
    waiting, go_on = threading.Event(), threading.Event()

    class Slow:
        def supervisor(self, web=False):
            waiting.set()
            assert go_on.wait(20)
            return started.supervisor(web)

    with ThreadPoolExecutor(1) as thread:
        first = thread.submit(session.examine, job(), Slow())
        assert waiting.wait(20)
        with pytest.raises(session.Busy, match="one program at a time"):
            session.examine(job(), started)
        go_on.set()
        assert first.result().score == 20
    assert session.examine(job(), started).score == 20


def test_program_is_judged_after_another_whose_last_checks_were_blocked(started):
    blocked = Job(Target("01_hello", "tcp_server"), {"tcp_server.py": b""}, None, 1)
    assert session.examine(blocked, started).checks[-1].outcome == "not_run"
    assert session.examine(job(source=b""), started).status == "failed"


def test_environment_is_as_before(started, monkeypatch):
    monkeypatch.setenv("PYTEST_ADDOPTS", "--collect-only")
    before = dict(os.environ)
    assert session.examine(job(), started).score == 20
    assert dict(os.environ) == before


def test_files_may_lie_in_a_tree(started):
    source = b"from parts.words import HELLO\n" + SOLUTION.replace(b'b"hello!"', b"HELLO")
    assert b"HELLO)" in source
    files = {"tcp_client.py": source, "parts/words.py": b'HELLO = b"hello!"\n'}
    assert session.examine(Job(TARGET, files, None, 1), started).score == 20


def test_no_job_is_no_work():
    assert not list(pool.run([], Elsewhere({})))


class NoPlaceYet:
    """A width in which there is no place for some time."""

    def __init__(self, seconds):
        self.until = time.monotonic() + seconds

    def has_place_beside(self, others):
        return not others and time.monotonic() >= self.until


def test_place_is_waited_for_without_work():
    began, ticks = time.monotonic(), []
    with ThreadPoolExecutor(1) as threads:
        done = list(pool.once(str, [7], threads, NoPlaceYet(0.5), lambda: ticks.append(1)))
    assert done == [(7, "7")]
    # two more: the first look, and the one at which it was done
    assert len(ticks) <= 2 + (time.monotonic() - began) / pool.SECONDS_BETWEEN_TICKS
