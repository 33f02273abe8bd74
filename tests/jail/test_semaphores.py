"""The jail's semaphores behave as multiprocessing's own do."""

import os
import subprocess
import sys

import pytest

from conftest import ROOT

PROGRAM = ROOT / "grader" / "jail" / "program"
pytestmark = pytest.mark.skipif(not hasattr(os, "eventfd"), reason="eventfd is Linux's")

PROGRAMS = {
    "lock is exclusive between processes": """
lock, counter, end = mp.Lock(), mp.get_context().Queue(), []
def add():
    for _ in range(200):
        with lock:
            counter.put(counter.get() + 1)
counter.put(0)
workers = [mp.Process(target=add) for _ in range(4)]
[w.start() for w in workers]; [w.join() for w in workers]
assert counter.get() == 800
""",
    "lock is refused, and released once": """
lock = mp.Lock()
assert lock.acquire() and not lock.acquire(block=False)
assert not lock.acquire(timeout=0.01)
lock.release()
try:
    lock.release()
except ValueError:
    pass
else:
    raise SystemExit("released twice")
""",
    "recursive lock counts": """
lock = mp.RLock()
with lock, lock:
    pass
try:
    lock.release()
except AssertionError:
    pass
else:
    raise SystemExit("released by a stranger")
""",
    "semaphore counts": """
two = mp.Semaphore(2)
assert two.acquire() and two.acquire() and not two.acquire(block=False)
two.release()
assert two.acquire(timeout=1)
""",
    "condition, event and barrier wake others": """
event, condition, barrier = mp.Event(), mp.Condition(), mp.Barrier(2)
def other():
    event.wait(); barrier.wait()
    with condition:
        condition.notify_all()
process = mp.Process(target=other)
with condition:
    process.start(); event.set(); barrier.wait()
    assert condition.wait(timeout=30)
process.join()
""",
    "pool maps": """
with mp.Pool(2) as pool:
    assert pool.map(abs, range(-5, 5)) == [abs(n) for n in range(-5, 5)]
from multiprocessing.pool import ThreadPool
assert ThreadPool(2).map(abs, [-1]) == [1]
from concurrent.futures import ProcessPoolExecutor
with ProcessPoolExecutor(2) as pool:
    assert list(pool.map(abs, [-2, 3])) == [2, 3]
""",
    "shared value has a lock": """
value = mp.Value("i", 0)
def add():
    for _ in range(100):
        with value.get_lock():
            value.value += 1
workers = [mp.Process(target=add) for _ in range(3)]
[w.start() for w in workers]; [w.join() for w in workers]
assert value.value == 300
""",
}


@pytest.mark.parametrize("source", PROGRAMS.values(), ids=PROGRAMS)
def test_multiprocessing_works_with_them(source):
    start = f"import sys; sys.path.insert(0, {str(PROGRAM)!r}); import semaphores; semaphores.install()\n"
    done = subprocess.run(
        [sys.executable, "-c", start + "import multiprocessing as mp\n" + source],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
