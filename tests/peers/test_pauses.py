"""A pause between two tries is judged by what was asked for, and not by how long a try takes to begin."""

import time
from types import SimpleNamespace

import pytest

from grader.peers.http.tries import Tries
from grader.peers.transcript import Transcript
from grader.subjects.tasks import retries
from grader.subjects.tasks.retries import Pause, broken_pauses

ASKED, UNASKED = Pause(503, 2), Pause(503, None)


@pytest.mark.parametrize(
    "pause, wait, first_took, is_kept",
    [
        (ASKED, 0.9, 0.0, False),
        (ASKED, 1.0, 0.0, True),
        (ASKED, 3.4, 0.0, True),
        (ASKED, 3.5, 0.0, False),
        (UNASKED, 0.0, 0.0, True),
        (UNASKED, 1.4, 0.2, True),
        (UNASKED, 1.5, 0.2, False),
        (UNASKED, 1.5, 0.4, True),  # each try begins with as much work as the first
        (UNASKED, 2.0, 9.0, False),  # a pause of two seconds is one on any machine
    ],
)
def test_a_pause_has_its_bounds(pause, wait, first_took, is_kept):
    assert pause.is_kept(wait, first_took) is is_kept


def test_first_try_tells_how_long_it_takes_to_begin_one(monkeypatch):
    now = 10.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    tries = Tries(Transcript())
    tries.are_called_for()
    tries.begin(10.4)
    tries.end("503")
    tries.begin(11.5)
    assert tries.first_took == pytest.approx(0.4) and tries.waits == [1.5]


@pytest.mark.parametrize("second", [[0.0, 3.0], [0.0, 0.0]])
def test_a_pause_is_broken_if_it_is_so_in_both_calls(monkeypatch, second):
    """In the first the machine had no time after another answer than in the second."""
    web = SimpleNamespace(page=lambda rule: "", expect=None)
    calls = iter([[3.0, 0.0], second])

    def called(*words):
        web.tries = SimpleNamespace(waits=next(calls), first_took=0.0, made=3)

    monkeypatch.setattr(retries, "again", called)
    retries.expect_pauses(web, None, [UNASKED, UNASKED], lambda: "word")
    assert broken_pauses([UNASKED, UNASKED], web.tries) == ({1} if second[1] else set())
