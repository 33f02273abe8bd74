"""A run: fresh, bounded, with nothing inherited and nothing left behind."""

import contextlib
import os
import time

import pytest

from grader import scratch
from grader.launch import launcher, program
from grader.launch.environment import environment
from grader.launch.forked import ForkLauncher
from grader.launch.plain import PlainLauncher

WAYS = [PlainLauncher] + ([ForkLauncher] if hasattr(os, "pidfd_open") else [])


@pytest.fixture(params=WAYS)
def run(request):
    """Run some source to its end; the finished Program."""
    with contextlib.ExitStack() as stack:
        folders = scratch.make()
        stack.callback(scratch.remove, folders)
        chosen = stack.enter_context(contextlib.closing(request.param()))
        supervisor = stack.enter_context(contextlib.closing(chosen.supervisor()))

        def start(source, arguments=(), stdin=b"", seconds=20):
            folder = scratch.make_run(folders, {"program.py": source.encode()})
            started = supervisor.start(
                f"{folder}/program.py",
                list(arguments),
                stdin=stdin,
                channel=False,
                environment=environment(folder),
                policy={"scratch": folder},
            )
            started.wait_for_end(time.monotonic() + seconds)
            started.close()
            return started

        yield start


def test_script_sees_what_python_would_give_it(run):
    done = run(
        "import sys\nprint(__name__, sys.argv, __file__ == sys.path[0] + '/program.py')\n"
        "import __main__\nprint(__main__.__file__ == __file__, input())\n",
        ["a", "b c"],
        stdin="grüß\n".encode(),
    )
    assert done.stdout.text == "__main__ ['program.py', 'a', 'b c'] True\nTrue grüß\n"
    assert (done.status, done.stderr.text) == (0, "")


@pytest.mark.parametrize(
    "source, status, says",
    [
        ("pass", 0, ""),
        ("import sys; sys.exit()", 0, ""),
        ("import sys; sys.exit(3)", 3, ""),
        ("import sys; sys.exit('so long')", 1, "so long\n"),
        ("import os; os._exit(7)", 7, ""),
        ("raise SystemExit(256 + 4)", 4, ""),
        ("import sys; sys.exit(-1)", 255, ""),
    ],
)
def test_exit_status_is_pythons(run, source, status, says):
    done = run(source)
    assert (done.status, done.stderr.text) == (status, says)


def test_traceback_begins_in_the_program(run):
    done = run("def f():\n    raise ValueError('x')\nf()\n")
    lines = done.stderr.text.splitlines()
    assert lines[0] == "Traceback (most recent call last):"
    assert lines[1].endswith('program.py", line 3, in <module>')
    assert lines[-1] == "ValueError: x"
    assert done.status == 1


def test_end_of_the_interpreter_is_pythons(run):
    done = run(
        "import atexit, threading, time, sys\n"
        "atexit.register(lambda: print('atexit'))\n"
        "def late():\n    time.sleep(0.05)\n    print('thread')\n"
        "threading.Thread(target=late).start()\n"
        "out = open(1, 'w', closefd=False)\nout.write('buffered\\n')\n"
        "sys.stdout = open(1, 'w', closefd=False)\nprint('main')\n"
    )
    assert done.status == 0
    assert sorted(done.stdout.text.split()) == ["atexit", "buffered", "main", "thread"]


def test_nothing_is_inherited(run):
    done = run(
        "import os\n"
        "def is_open(number):\n"
        "    try:\n        os.fstat(number)\n    except OSError:\n        return False\n"
        "    return True\n"
        "print([number for number in range(3, 256) if is_open(number)])\n"
        "print(sorted(os.environ))\n"
    )
    descriptors, names = done.stdout.text.splitlines()
    assert descriptors == "[]"
    assert set(eval(names)) <= set(environment("x")) | {
        "LC_CTYPE",
        "SYSTEMROOT",
        "MALLOC_ARENA_MAX",
    }


def test_output_is_bounded_and_counted(run):
    done = run("import sys\nsys.stdout.write('x' * 1_000_000)\nsys.stderr.write('y' * 10)\n")
    assert done.stdout.total == 1_000_000
    assert len(done.stdout.text) == 1_000_000


def test_of_long_output_the_beginning_and_the_end_are_kept(run):
    done = run("import sys\nsys.stdout.write('begin' + 'x' * 9_000_000 + 'end')\n")
    assert done.stdout.total == 9_000_008
    assert done.stdout.text.startswith("begin") and done.stdout.text.endswith("xend")
    assert len(done.stdout.text) < program.KEPT_HEAD + 2 * program.KEPT_TAIL + 70_000


def test_endless_output_is_ended(run):
    began = time.monotonic()
    done = run("import os\nwhile True: os.write(1, b'x' * 65536)\n", seconds=30)
    assert done.printed_too_much
    assert done.status != 0
    assert time.monotonic() - began < 20


def test_reading_all_prints_does_not_wait_for_a_daemon_that_holds_them(run):
    began = time.monotonic()
    done = run(
        "import subprocess, sys\nprint('x', flush=True)\n"
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n",
        seconds=1,
    )
    assert "x" in done.stdout.text
    assert time.monotonic() - began < 20


def test_stop_saves_prints_from_the_programs_own_buffer():
    source = (
        "import sys, time\nsys.stdout = open(1, 'w', closefd=False)\nprint('saved')\n"
        "sys.stderr.write('ready')\nwhile True: time.sleep(1)\n"
    )
    folder = scratch.make_run(None, {"program.py": source.encode()})
    with contextlib.closing(launcher()) as chosen, contextlib.closing(chosen.supervisor()) as one:
        started = one.start(
            f"{folder}/program.py",
            [],
            stdin=b"",
            channel=False,
            environment=environment(folder),
            policy={"scratch": folder},
        )
        end = time.monotonic() + 20
        while "ready" not in started.stderr.text and started.wait(end):
            pass
        assert started.stdout.text == ""
        started.stop(grace=10)
        started.close()
    scratch.remove(folder)
    assert started.stdout.text == "saved\n"
    assert started.status == -15


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="the forked way")
def test_launcher_that_died_is_the_graders_error(tmp_path):
    chosen = ForkLauncher()
    supervisor = chosen.supervisor()
    chosen._zygote.kill()
    chosen._zygote.wait()
    with pytest.raises(program.LaunchError):
        for _ in range(100):
            chosen.supervisor()
    supervisor.close()
    chosen.close()


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="the forked way")
def test_folder_that_its_uid_cannot_reach_is_the_graders_error(tmp_path):
    """Where it has a uid of its own, and no capability to read; else it just works."""
    folder = scratch.make_run(tmp_path, {"program.py": b"print('here')\n"})
    tmp_path.chmod(0o700)
    with contextlib.ExitStack() as stack:
        chosen = stack.enter_context(contextlib.closing(ForkLauncher(web=False)))
        one = stack.enter_context(contextlib.closing(chosen.supervisor()))
        started = one.start(
            f"{folder}/program.py",
            [],
            stdin=b"",
            channel=False,
            environment=environment(folder),
            policy={"scratch": folder},
        )
        stack.callback(started.close)
        try:
            assert started.wait_for_end(time.monotonic() + 20)
        except program.LaunchError as error:
            assert "could not be started: PermissionError" in str(error)
        else:
            assert started.stdout.text == "here\n"


@pytest.mark.skipif(ForkLauncher not in WAYS, reason="the system does not tell")
def test_memory_of_a_program_is_known_while_it_runs_and_after():
    mebibyte = 1 << 20
    source = f"data = b'x' * (80 * {mebibyte})\nprint('there')\n"
    with contextlib.ExitStack() as stack:
        folder = scratch.make()
        stack.callback(scratch.remove, folder)
        chosen = stack.enter_context(contextlib.closing(launcher(web=False)))
        one = stack.enter_context(contextlib.closing(chosen.supervisor()))
        path = f"{scratch.make_run(folder, {'program.py': source.encode()})}/program.py"
        started = one.start(
            path,
            [],
            stdin=b"",
            channel=False,
            environment=environment(folder),
            policy={"scratch": os.path.dirname(path)},
        )
        resident, reserved = started.memory()
        assert mebibyte < resident <= reserved
        started.wait_for_end(time.monotonic() + 10)
        assert 80 * mebibyte < started.peak < 160 * mebibyte
        assert started.memory() is None
        started.close()
