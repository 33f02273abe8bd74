"""Where a program stands: the learner's own line, and the call in it, on both paths."""

import contextlib
import time

import pytest

from grader.jail.policy import Policy
from grader.launch.where import told
from launching import WAYS, Runs

PAIR = "import socket\nours, theirs = socket.socketpair()\nprint('there')\n"
STANDING = {
    "recv": (PAIR + "ours.recv(10)\n", "it waits in recv(), exercise.py line 4"),
    "accept": (
        "import socket\nserver = socket.create_server(('127.0.0.1', 0))\nprint('there')\n"
        "connection, client = server.accept()\n",
        "it waits in accept(), exercise.py line 4",
    ),
    "several lines": (
        PAIR + "print(\n    ours.recv(\n        10,\n    )\n)\n",
        "it waits in recv(), exercise.py line 5",
    ),
    "own function": (
        PAIR + "def exactly(sock):\n    return sock.recv(10)\nexactly(ours)\n",
        "it waits in recv(), exercise.py line 5",
    ),
    "buffered file": (
        PAIR + "file = ours.makefile('rb')\nfile.readline()\n",
        "it waits in readline(), exercise.py line 5",
    ),
    "time limit": (
        PAIR + "ours.settimeout(60)\nours.recv(10)\n",
        "it waits in recv(), exercise.py line 5",
    ),
    "sleep": (
        "import time\nprint('there')\ntime.sleep(60)\n",
        "it waits in sleep(), exercise.py line 3",
    ),
    "select": (
        PAIR + "import select\nready, _, _ = select.select([ours], [], [])\n",
        "it waits in select(), exercise.py line 5",
    ),
    "asyncio": (
        "import asyncio\nprint('there')\nasyncio.run(asyncio.sleep(60))\n",
        "it waits in run(), exercise.py line 3",
    ),
    "keyboard": ("print('there')\ninput('?')\n", "it waits in input(), exercise.py line 2"),
    "lines of the keyboard": (
        "import sys\nprint('there')\nfor line in sys.stdin:\n    pass\n",
        "it waits for standard input, exercise.py line 3",
    ),
    "busy": (
        "print('there')\nwhile True:\n    pass\n",
        "it is busy in line",
    ),
    "busy in a function": (
        "def spin():\n    n = 0\n    while True: n += 1\nprint('there')\nspin()\n",
        "it is busy in line 3 of exercise.py",
    ),
    "two threads": (
        PAIR
        + "import threading\nthreading.Thread(target=lambda: ours.recv(10), daemon=True).start()\n"
        "theirs.recv(10)\n",
        "its main thread waits in recv(), exercise.py line 6; "
        "another thread waits in recv(), exercise.py line 5",
    ),
    "thread that is left": (
        PAIR
        + "import threading\ndef work():\n    ours.recv(10)\nthreading.Thread(target=work).start()\n",
        "it waits in recv(), exercise.py line 6",
    ),
    "module of its own": (
        "import helper\nprint('there')\nhelper.wait()\n",
        "it waits in sleep(), helper.py line 3",
    ),
}
HELPER = {"helper.py": "import time\ndef wait():\n    time.sleep(60)\n"}


@pytest.fixture(scope="module", params=WAYS)
def runs(request):
    with contextlib.closing(request.param()) as chosen, contextlib.closing(Runs(chosen)) as runs:
        yield runs


def stands(runs, source, **how):
    """What is told of a program that has printed and goes on to its next line."""
    program = runs.start(source, stdin=None, files=HELPER, **how)
    end = time.monotonic() + 20
    while "there" not in program.stdout.text and program.wait(end):
        pass
    assert "there" in program.stdout.text, program.stderr.text
    program.wait_for_end(time.monotonic() + 0.1)
    found = told(program.where())
    assert not program.ended
    program.close()
    return found


@pytest.mark.parametrize("name", STANDING)
def test_it_is_told_where_a_program_stands(runs, name):
    source, words = STANDING[name]
    assert stands(runs, source, policy=Policy(bind=(0,))).startswith(words)
