"""A batch that is killed at any moment loses nothing, as the same command shows afterwards."""

import os
import random
import signal
import threading
import time

import pytest
from classroom import SOLUTION, WRONG, Running, entries, hand_in

from grader.gradebook.store import Gradebook

KILLS = 20


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.skipif(not hasattr(os, "killpg"), reason="process groups")
def test_killed_at_any_moment_and_called_again_it_leaves_the_same_gradebook(small_course, tmp_path):
    hand_in(tmp_path / "class", ada=SOLUTION, bob=WRONG, eve=SOLUTION, zoe="1 / 0\n")
    book = tmp_path / "class.sqlite"
    began = time.monotonic()
    whole = Running(small_course, tmp_path, "--seed", "7")
    assert whole.process.wait(120) == 0
    seconds, wanted = time.monotonic() - began, entries(book)
    dice, halfway = random.Random(15), 0
    for _ in range(KILLS):
        for path in tmp_path.glob("class.sqlite*"):
            path.unlink()
        running = Running(small_course, tmp_path, "--seed", "7")
        threading.Event().wait(dice.uniform(0, seconds))
        if running.process.poll() is None:
            _status, output, _ = running.end(signal.SIGKILL)
            halfway += 0 < len(output.splitlines()) < len(wanted)
        running.expect_nothing_left()
        again = Running(small_course, tmp_path, "--seed", "7")
        assert again.process.wait(120) == 0, again.process.stderr.read()
        again.expect_nothing_left()
        assert entries(book) == wanted
        with Gradebook.open(book, for_grading=False) as opened:
            assert len(opened.runs()) == 1
        assert not [path.name for path in tmp_path.glob("class.sqlite?*")]
    assert halfway, "some were killed in the middle"
