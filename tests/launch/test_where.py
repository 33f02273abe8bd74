"""Where a program stands: the learner's own line, and the call in it, on both paths."""

import contextlib
import os
import signal
import time

import pytest

from grader.jail.policy import Policy
from grader.launch.where import stops_at, told
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


def _is_there(program):
    return "there" in program.stdout.text + program.stderr.text  # prints of a call


def stands(runs, source, words="", **how):
    """What is told of a program that has printed and goes on to its next line, where these are told."""
    program = runs.start(source, stdin=None, files=HELPER, **how)
    end = time.monotonic() + 20
    while not _is_there(program) and program.wait(end):
        pass
    assert _is_there(program), program.stderr.text
    program.wait_for_end(time.monotonic() + 0.1)
    found = told(program.where())
    while not found.startswith(words) and time.monotonic() < end:  # it is still on its way there
        program.wait_for_end(time.monotonic() + 0.1)
        found = told(program.where())
    assert not program.ended
    program.close()
    return found


@pytest.mark.parametrize("name", STANDING)
def test_it_is_told_where_a_program_stands(runs, name):
    source, words = STANDING[name]
    assert stands(runs, source, words, policy=Policy(bind=(0,))).startswith(words)


def test_function_that_is_called_says_where_it_stands():
    for way in WAYS:
        with (
            contextlib.closing(way()) as chosen,
            contextlib.closing(Runs(chosen, web=True)) as runs,
        ):
            source = "import time\ndef work():\n    print('there')\n    time.sleep(60)\n"
            found = stands(runs, source, call="work")
            assert found == "it waits in sleep(), exercise.py line 4"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="children by fork")
def test_child_process_says_where_it_stands_too(runs):
    source = PAIR + "import os\nif os.fork() == 0:\n    ours.recv(10)\nos.wait()\n"
    assert stands(runs, source) == (
        "its main thread waits in wait(), exercise.py line 7; "
        "a child process waits in recv(), exercise.py line 6"
    )


UNDISTURBED = {
    "sleep": "import time\ntime.sleep(0.5)\n",
    "select": "import select, socket\na, b = socket.socketpair()\nassert not select.select([a], [], [], 0.5)[0]\n",
    "poll": "import select\np = select.poll()\np.register(0, 0)\np.poll(500)\n",
    "recv": "import socket\na, b = socket.socketpair()\na.settimeout(0.5)\ntry:\n    a.recv(1)\n"
    "except TimeoutError: pass\n",
    "option": "import socket, struct\na, b = socket.socketpair()\n"
    "a.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack('ll', 0, 500000))\n"
    "try:\n    a.recv(1)\nexcept BlockingIOError: pass\n",
    "lock": "import threading\nthreading.Lock().acquire() and threading.Event().wait(0.5)\n",
    "join": "import threading, time\nt = threading.Thread(target=time.sleep, args=(0.5,))\nt.start()\nt.join()\n",
    "queue": "import queue\ntry:\n    queue.Queue().get(timeout=0.5)\nexcept queue.Empty: pass\n",
    "child": "import subprocess, sys\n"
    "subprocess.run([sys.executable, '-c', 'import time; time.sleep(0.5)'], check=True)\n",
    "asyncio": "import asyncio\nasyncio.run(asyncio.sleep(0.5))\n",
    "handlers": "import asyncio, signal\nasync def main():\n    loop = asyncio.get_running_loop()\n"
    "    loop.add_signal_handler(signal.SIGTERM, lambda: print('TERM'))\n    await asyncio.sleep(0.5)\n"
    "asyncio.run(main())\n",
    "wakeup": "import signal, socket, time\na, b = socket.socketpair()\na.setblocking(False)\n"
    "signal.set_wakeup_fd(a.fileno())\ntime.sleep(0.5)\nb.setblocking(False)\n"
    "try:\n    b.recv(1)\n    raise SystemExit('woken')\nexcept BlockingIOError: pass\n",
}


@pytest.mark.parametrize("name", UNDISTURBED)
@pytest.mark.long
def test_question_disturbs_no_call(runs, name):
    program = runs.start("print('there')\n" + UNDISTURBED[name] + "print('done')\n", stdin=None)
    began = time.monotonic()
    while "there" not in program.stdout.text and program.wait(began + 20):
        pass
    program.wait_for_end(time.monotonic() + 0.1)
    program.where()
    program.where()
    program.wait_for_end(time.monotonic() + 20)
    assert (program.stdout.text, program.stderr.text, program.status) == ("there\ndone\n", "", 0)
    program.close()


LIES = (
    "Current thread 0x0001 (most recent call first):\n"
    '  File "FOLDER/../../../../../etc/passwd", line 1 in recv\n'
    '  File "FOLDER//etc/passwd", line 1 in recv\n'
    '  File "FOLDER/exercise.py", line 1 in \\x1b[31mred\n'
)
RUDE = {
    "answers itself": "for number in signal.valid_signals():\n"
    "    try:\n        signal.signal(number, lambda *_: print('a signal'))\n"
    "    except (OSError, ValueError): pass\n",
    "takes none": "signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())\n",
    "takes its default": "for number in signal.valid_signals():\n"
    "    try:\n        signal.signal(number, signal.SIG_DFL)\n    except (OSError, ValueError): pass\n",
    "closes all": "os.closerange(3, 70000)\n",
    "is another": "if len(sys.argv) < 2:\n    os.execv(sys.executable, [sys.executable, '-c', 'import time; "
    "print(1, flush=True); time.sleep(60)', 'again'])\n",
    "lies": f"lies = {LIES!r}.replace('FOLDER', os.getcwd()).encode() * 300\n"
    "for number in range(3, 4096):\n    try: os.write(number, lies)\n    except OSError: pass\n",
}


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="signals of POSIX")
@pytest.mark.parametrize("name", RUDE)
def test_rude_program_lives_on_and_costs_little(runs, name):
    source = "import os, signal, sys, time\n" + RUDE[name] + "print('there', flush=True)\n"
    program = runs.start(source + "while True: time.sleep(60)\n")
    end = time.monotonic() + 20
    while not program.stdout.text and program.wait(end):
        pass
    program.wait_for_end(time.monotonic() + 0.1)
    began = time.monotonic()
    stops = program.where()
    assert time.monotonic() - began < 5
    assert not program.ended
    assert all("passwd" not in stop.file and "root" not in stop.source for stop in stops)
    program.close()


def test_no_file_outside_of_the_folder_is_read(tmp_path):
    (tmp_path / "secret").write_text("secret\n" * 3)
    folder = tmp_path / "run"
    folder.mkdir()
    names = ["../secret", str(tmp_path / "secret"), "x/../../secret", "", ".", "a\0b", "\ud800"]
    if os.name != "nt":
        (folder / "link").symlink_to("../secret")
        (folder / "parts").symlink_to("..")
        names += ["link", "parts/secret"]
    for name in names:
        stand = {
            "file": name,
            "line": 1,
            "above": None,
            "whose": "main",
            "is_busy": None,
        }
        assert [stop.source for stop in stops_at([stand], str(folder))] == [""]
