"""A class is graded by a scheduler and its workers, and whoever of them ends takes nothing along.

They are started as one does by hand, with `dask scheduler` and `dask worker`.
"""

import contextlib
import importlib.util
import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from classroom import SLOW, SOLUTION, Running, entries, hand_in, rows

from conftest import ROOT
from grader.grading import cluster
from grader.grading.cluster import Cluster, NoCluster

WITHOUT_DISTRIBUTED = "needs distributed; install it: python -m pip"


def test_without_distributed_one_line_tells_how_to_get_it(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(NoCluster, match=WITHOUT_DISTRIBUTED):
        Cluster("tcp://127.0.0.1:1", str, print, lambda: None)


def test_job_is_refused_where_another_grader_would_judge_it():
    ours = cluster._grader(str)
    assert cluster._checked(ours, str, abs, -1) == 1
    with pytest.raises(cluster.OtherGrader):
        cluster._checked((ours[0], "another"), str, abs, -1)


class Dask:
    """A scheduler and workers on this machine, each a process group of its own."""

    def __init__(self, folder, held):
        self._folder, self._held = folder, held
        self.scheduler, found = self._start(
            *("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"),
            says=r"Scheduler at: +(tcp://\S+)",
        )
        self.address = found[1]

    def worker(self, course=ROOT, threads=1):
        process, _ = self._start(
            *("worker", self.address, "--nthreads", str(threads), "--no-dashboard"),
            *("--local-directory", str(self._folder)),
            says=r"Registered to: +tcp",
            course=course,
        )
        return process

    def _start(self, *words, says, course=ROOT):
        """Start a command of dask; wait until it says this in its log."""
        process = subprocess.Popen(
            [Path(sys.executable).with_name("dask"), *words],
            cwd=self._folder,
            env={**os.environ, "PYTHONPATH": str(course)},
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self._held.callback(end, process)
        for line in process.stderr:
            if found := re.search(says, line):
                threading.Thread(target=process.stderr.read, daemon=True).start()
                return process, found
        raise AssertionError(f"dask {words[0]} has ended")


def end(process, number=signal.SIGKILL):
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)
    process.wait()


@pytest.fixture
def dask(tmp_path):
    folder = tmp_path / "dask"
    folder.mkdir()
    with contextlib.ExitStack() as held:
        yield Dask(folder, held)


@pytest.mark.long
def test_worker_that_is_killed_in_the_middle_loses_nothing_and_doubles_nothing(dask, tmp_path):
    names = [f"learner{number}" for number in range(8)]
    hand_in(tmp_path / "class", **dict.fromkeys(names, SLOW))
    first, _ = dask.worker(), dask.worker()
    running = Running(ROOT, tmp_path, "--cluster", dask.address)
    lines = [running.line()]
    end(first)
    output, errors = running.process.communicate(timeout=200)
    assert (running.process.returncode, errors) == (0, "")
    lines += output.splitlines()
    assert sorted(line.split("\t")[0] for line in lines) == names
    assert [entry[0] for entry in entries(tmp_path / "class.sqlite")] == names
    assert {sum(c[2] for c in entry[4][1]) for entry in entries(tmp_path / "class.sqlite")} == {20}


@pytest.mark.long
def test_scheduler_that_goes_away_ends_the_run_in_one_line(dask, tmp_path, grader):
    hand_in(tmp_path / "class", **dict.fromkeys("abcdef", SLOW))
    dask.worker(threads=3)  # which judges one after the other all the same
    running = Running(ROOT, tmp_path, "--cluster", dask.address)
    first = running.line().split("\t")[0]
    end(dask.scheduler)
    output, errors = running.process.communicate(timeout=200)
    assert running.process.returncode == 3
    told = errors.splitlines()
    assert "has gone; the same command goes on from here" in told[-1]
    left = 5 - len(output.splitlines())
    assert len([line for line in told if "was not graded: not reached" in line]) == left > 0
    assert len(told) == left + 1
    book = "--gradebook", tmp_path / "class.sqlite", "--only", "01/tcp_client"
    run = grader("batch", tmp_path / "class", *book, report=False)
    assert (run.status, run.errors) == (0, "")
    assert rows(run)[first][2] == "unchanged" and len(rows(run)) == 6


@pytest.mark.long
def test_worker_with_another_grader_is_told_of_and_gets_nothing(dask, tmp_path, small_course):
    hand_in(tmp_path / "class", ada=SOLUTION, bob=SOLUTION)
    dask.worker(course=small_course)
    words = "--cluster", dask.address
    alone = Running(ROOT, tmp_path, *words)
    output, errors = alone.process.communicate(timeout=100)
    assert (alone.process.returncode, output) == (2, "")
    assert "another version of the grader or its checks" in errors.splitlines()[0]
    assert "no worker of" in errors.splitlines()[1]
    dask.worker()
    beside = Running(ROOT, tmp_path, *words)
    output, errors = beside.process.communicate(timeout=100)
    assert beside.process.returncode == 0
    assert len(output.splitlines()) == 2 and len(errors.splitlines()) == 1


@pytest.mark.long
def test_workers_may_come_later_than_the_class(dask, tmp_path):
    hand_in(tmp_path / "class", ada=SOLUTION)
    running = Running(ROOT, tmp_path, "--cluster", dask.address)
    assert "has no workers yet; they have 60 s to come" in running.process.stderr.readline()
    dask.worker()
    output, errors = running.process.communicate(timeout=100)
    assert (running.process.returncode, errors) == (0, "")
    assert len(output.splitlines()) == 1


@pytest.mark.long
def test_run_that_waits_for_workers_can_be_interrupted(dask, tmp_path):
    hand_in(tmp_path / "class", ada=SOLUTION)
    running = Running(ROOT, tmp_path, "--cluster", dask.address)
    assert "has no workers yet" in running.process.stderr.readline()
    running.process.send_signal(signal.SIGINT)
    _, errors = running.process.communicate(timeout=30)
    assert running.process.returncode == 130
    assert errors.startswith("grader: interrupted; 1 of 1 are left")


@pytest.mark.long
def test_scheduler_that_is_not_there_is_one_line(tmp_path):
    hand_in(tmp_path / "class", ada=SOLUTION)
    running = Running(ROOT, tmp_path, "--cluster", "tcp://127.0.0.1:1")
    output, errors = running.process.communicate(timeout=100)
    assert (running.process.returncode, output) == (2, "")
    assert len(errors.splitlines()) == 1
    assert "there is no scheduler at tcp://127.0.0.1:1" in errors
