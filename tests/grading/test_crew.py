"""An executor of processes: each call is done, and one that breaks its process breaks no other."""

import os
import signal
import threading
from concurrent.futures import wait
from pickle import PicklingError

import pytest

from grader.grading.crew import Crew, ProcessEnded

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="functions of a test need a fork")


def crew(width):
    return Crew(width, signal.signal, (signal.SIGINT, signal.SIG_IGN), "fork")


def die(status):
    os._exit(status)


def refuse(number):
    raise LookupError(f"no {number}")


class Odd(Exception):
    """One that cannot be made again from what it tells of itself."""

    def __init__(self, one, other):
        super().__init__(f"{one} and {other}")


def be_odd():
    raise Odd(1, 2)


def test_calls_are_done_by_as_many_processes_as_are_needed():
    with crew(3) as executor:
        assert executor.submit(pow, 2, 5).result(20) == 32
        first = executor.submit(os.getpid).result(20)
        assert executor.submit(os.getpid).result(20) == first, "one was free"
        futures = [executor.submit(divmod, number, 7) for number in range(50)]
        assert [future.result(20) for future in futures] == [divmod(n, 7) for n in range(50)]
        assert len({executor.submit(os.getpid).result(20) for _ in range(9)}) <= 3


def test_process_that_ends_loses_its_own_call_and_no_other(tmp_path):
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with crew(2) as executor:
        beside = executor.submit(fifo.read_text)
        with pytest.raises(ProcessEnded, match="status 3"):
            executor.submit(die, 3).result(20)
        assert executor.submit(abs, -1).result(20) == 1, "another one takes its place"
        fifo.write_text("whole")
        assert beside.result(20) == "whole"


def test_calls_that_no_process_is_left_for_fail():
    with crew(1) as executor:
        futures = [executor.submit(die, 1), executor.submit(abs, 1), executor.submit(abs, 2)]
        done, left = wait(futures, 20)
        assert not left
        assert all(isinstance(future.exception(), ProcessEnded) for future in done)
        assert executor.submit(abs, -3).result(20) == 3


def test_what_is_raised_comes_back_also_where_it_cannot_travel():
    with crew(1) as executor:
        with pytest.raises(LookupError, match="no 7"):
            executor.submit(refuse, 7).result(20)
        with pytest.raises(RuntimeError, match="Odd: 1 and 2"):
            executor.submit(be_odd).result(20)
        with pytest.raises(TypeError, match="cannot pickle"):
            executor.submit(threading.Lock).result(20)
        assert executor.submit(abs, -4).result(20) == 4


def test_what_cannot_be_sent_is_refused_at_once():
    with crew(1) as executor:
        with pytest.raises(
            (TypeError, AttributeError, PicklingError), match=r"pickle|local object"
        ):
            executor.submit(lambda: 1)
        assert executor.submit(abs, -5).result(20) == 5


def test_exception_ends_the_processes_whatever_they_do(tmp_path):
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with pytest.raises(KeyboardInterrupt), crew(1) as executor:
        future = executor.submit(fifo.read_text)  # for ever
        raise KeyboardInterrupt
    assert isinstance(future.exception(20), ProcessEnded)
    with pytest.raises(RuntimeError, match="after its shutdown"):
        executor.submit(abs, 1)
