"""A run: fresh, bounded, with nothing inherited and nothing left behind."""

import contextlib
import functools
import multiprocessing
import os
import select
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from grader import scratch
from grader.jail.policy import Policy
from grader.launch import launcher, output, program
from grader.launch.environment import environment
from grader.launch.forked import ForkLauncher
from launching import NO_VIEW, WAYS, Runs, needs_fork, sabotage_zygote


@pytest.fixture(scope="module", params=WAYS)
def chosen(request):
    with contextlib.closing(request.param()) as started:
        yield started


@pytest.fixture
def run(chosen):
    """Run some source to its end; the finished Program."""
    with contextlib.closing(Runs(chosen)) as runs:
        yield runs.run


def test_script_sees_what_python_would_give_it(run):
    done = run(
        "import sys\nprint(__name__, sys.argv, __file__ == sys.path[0] + '/exercise.py')\n"
        "import __main__\nprint(__main__.__file__ == __file__, input())\n",
        ["a", "b c"],
        stdin="grüß\n".encode(),
    )
    assert done.stdout.text == "__main__ ['exercise.py', 'a', 'b c'] True\nTrue grüß\n"
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
        ("import sys; sys.stdout.close()", 0, ""),
        (
            "import sys; out = sys.stdout.detach()",
            120,
            "Exception ignored in: <_io.TextIOWrapper mode='w' encoding='utf-8'>\n"
            "ValueError: underlying buffer has been detached\n",
        ),
    ],
)
def test_exit_status_is_pythons(run, source, status, says):
    done = run(source)
    assert (done.status, done.stderr.text) == (status, says)


def test_traceback_begins_in_the_program(run):
    done = run("def f():\n    raise ValueError('x')\nf()\n")
    lines = done.stderr.text.splitlines()
    assert lines[0] == "Traceback (most recent call last):"
    assert lines[1].endswith('exercise.py", line 3, in <module>')
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


@needs_fork
def test_sets_have_the_same_order_whichever_grader_starts_it(run):
    source = "print(*{'beach', 'sand', 'dune', 'shell', 'wave', 'tide', 'foam'})\n"
    with contextlib.closing(ForkLauncher()) as other, contextlib.closing(Runs(other)) as runs:
        assert run(source).stdout.text == runs.run(source).stdout.text


def test_its_user_has_a_name_and_a_home(run):
    source = "import getpass, os, pathlib\nprint(getpass.getuser())\n" + (
        "print(os.path.expanduser('~') == str(pathlib.Path.home()) == os.getcwd())\n"
    )
    assert run(source).stdout.text == "learner\nTrue\n"


def test_localhost_and_the_machine_have_an_address(run):
    source = "import socket\nfor name in ('localhost', socket.gethostname()):\n" + (
        "    print(socket.gethostbyname(name)[:4], socket.getaddrinfo(name, 80)[0][4][1])\n"
    )
    done = run(source)
    assert done.stderr.text == ""
    assert done.stdout.text.splitlines()[0] == "127. 80"


@pytest.mark.skipif(not os.path.exists("/dev/stdout"), reason="no /dev/stdout")
@pytest.mark.parametrize("place", ["/dev/std{}", "/dev/fd/{}", "/proc/self/fd/{}"])
def test_standard_streams_can_be_opened_by_their_names(run, place):
    if place.startswith("/proc") and not os.path.exists("/proc/self/fd"):
        pytest.skip("no /proc")
    names = ("in", "out", "err") if place.startswith("/dev/std") else (0, 1, 2)
    into, out, errors = map(place.format, names)
    done = run(
        f"text = open({into!r}).read()\n"
        f"with open({out!r}, 'w') as file: print('out', text, file=file)\n"
        f"with open({errors!r}, 'a') as file: print('err', file=file)\n",
        stdin=b"given",
    )
    assert (done.stdout.text, done.stderr.text) == ("out given\n", "err\n")


BAD = "Non-UTF-8 code starting with '\\xe4'"
SOURCES = {
    "Latin-1 in a comment": (b"print(1)\n# \xe4\n", "", BAD),
    "Latin-1 in the first line": (b"# \xe4\nprint(1)\n", "", BAD),
    "Latin-1 that is declared": (b"# -*- coding: latin-1 -*-\nprint('\xe4')\n", "ä\n", ""),
    "declared in the second line": (
        b"#!/usr/bin/python\n# coding=gbk\nprint('\xc4\xe3')\n",
        "你\n",
        "",
    ),
    "unknown encoding": (b"# coding: nonsense\nprint(1)\n", "", "nonsense"),
    "byte order mark": (b"\xef\xbb\xbfprint('\xc3\xa4')\n", "ä\n", ""),
    "UTF-8": ("print('ä')  # ö\n".encode(), "ä\n", ""),
    "line ends of Windows": (b"x = '''a\r\nb'''\r\nprint(len(x))\r\n", "3\n", ""),
}


@pytest.mark.parametrize("name", SOURCES)
def test_source_is_decoded_as_python_does(run, name):
    """`python file.py` reads the whole file by its encoding, comments as well."""
    source, printed, says = SOURCES[name]
    done = run(source)
    assert done.stdout.text == printed
    assert says in done.stderr.text and bool(says) == bool(done.stderr.text)


@pytest.mark.parametrize("given, read", [(b"", "end"), (b"\n", "''"), (b"one\ntwo", "'one'")])
def test_standard_input_ends_after_what_is_given(run, given, read):
    source = "try:\n    print(repr(input()))\nexcept EOFError:\n    print('end')\n"
    assert run(source, stdin=given).stdout.text == read + "\n"


def test_silent_standard_input_stays_open(chosen):
    """As a terminal where nobody types: the program goes on waiting, and is ended all the same."""
    source = "print('asks')\ntry:\n    input()\nfinally:\n    print('has an answer')\n"
    with contextlib.closing(Runs(chosen)) as runs:
        program = runs.start(source, stdin=None)
        end = time.monotonic() + 20
        while "asks" not in program.stdout.text:
            assert program.wait(end)
        assert not program.wait_for_end(time.monotonic() + 0.3)
        program.close()
        assert program.stdout.text == "asks\n"
        assert runs.run("print('next')").stdout.text == "next\n"


ODD = [[], [""], ["-m", "--help", "-"], ["ä ü\n", "'\"\\", "*"], ["x" * 5000] * 4, ["\udcff"]]


@pytest.mark.parametrize("arguments", ODD)
def test_arguments_may_be_anything(run, arguments):
    done = run("import sys\nprint(ascii(sys.argv[1:]))\n", arguments)
    assert done.stdout.text == ascii(arguments) + "\n"
    assert done.command == ["exercise.py", *arguments]


def test_arguments_that_cannot_be_passed_on_are_the_graders_error(run):
    with pytest.raises(program.LaunchError):
        run("pass", ["x" * 200_000] * 20)


def test_its_folder_may_hold_a_tree(run):
    files = {
        "words/__init__.py": "from words.deep.inside import word\n",
        "words/deep/inside.py": "word = 'found'\n",
        "data/a b/ä.txt": "read\n",
    }
    done = run(
        "import os, words\nprint(words.word, open('data/a b/ä.txt').read().strip())\n"
        "for folder in ('words/deep', 'data/new'):\n"
        "    os.makedirs(folder, exist_ok=True)\n"
        "    with open(folder + '/mine.txt', 'w') as file: file.write('x')\n"
        "with open('data/a b/ä.txt', 'a') as file: file.write('written')\n"
        "os.replace('data/new', 'words/moved')\n"
        "print(sorted(os.listdir('words')))\n",
        files=files,
    )
    assert done.stderr.text == ""
    assert done.stdout.text == "found read\n['__init__.py', 'deep', 'moved']\n"


def test_threads_share_a_launcher(request, chosen):
    """Each has a supervisor of its own, and gets what its own programs say."""
    with ThreadPoolExecutor(6) as pool:
        levels = set(pool.map(lambda _: chosen.isolation()[0], range(6)))
        said = list(pool.map(functools.partial(_says, chosen), range(24)))
    assert len(levels) == 1
    assert said == [f"{number}\n" * 2 for number in range(24)]


def _says(launcher, number):
    with contextlib.closing(Runs(launcher)) as runs:
        return "".join(runs.run(f"print({number})").stdout.text for _ in range(2))


@needs_fork
def test_forked_processes_share_a_launcher():
    fork = multiprocessing.get_context("fork")
    said = fork.Queue()
    with contextlib.closing(ForkLauncher(web=False)) as shared:
        workers = [
            fork.Process(target=lambda number=number: said.put(_says(shared, number)))
            for number in range(8)
        ]
        for worker in workers:
            worker.start()
        told = sorted(said.get(timeout=60) for _ in workers)
        for worker in workers:
            worker.join()
    assert told == [f"{number}\n" * 2 for number in range(8)]


def test_output_is_bounded_and_counted(run):
    done = run("import sys\nsys.stdout.write('x' * 1_000_000)\nsys.stderr.write('y' * 10)\n")
    assert done.stdout.total == 1_000_000
    assert len(done.stdout.text) == 1_000_000


def test_of_long_output_the_beginning_and_the_end_are_kept(run):
    done = run("import sys\nsys.stdout.write('begin' + 'x' * 9_000_000 + 'end')\n")
    assert done.stdout.total == 9_000_008
    assert done.stdout.text.startswith("begin") and done.stdout.text.endswith("xend")
    assert len(done.stdout.text) < output.KEPT_HEAD + 2 * output.KEPT_TAIL + 70_000


def test_endless_output_is_ended(run):
    began = time.monotonic()
    done = run("import os\nwhile True: os.write(1, b'x' * 65536)\n", seconds=30)
    assert done.too_much == "output"
    assert done.status != 0
    assert time.monotonic() - began < 20


def test_too_much_output_of_a_program_that_has_ended_meanwhile_is_told_and_no_wait(monkeypatch):
    monkeypatch.setattr(program, "MOST_OUTPUT", 1000)
    with contextlib.closing(launcher()) as chosen, contextlib.closing(Runs(chosen)) as runs:
        started = runs.start("print('x' * 2000)")
        started._have_begun()
        assert select.select([started._handle.control], [], [], 20)[0]  # its end has been told
        started.wait_for_end(time.monotonic() + 20)
        assert started.too_much == "output"


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
    with contextlib.closing(launcher()) as chosen, contextlib.closing(chosen.supervisor()) as one:
        folder = scratch.make_run(one.room, {"program.py": source.encode()})
        started = one.start(
            folder,
            "program.py",
            [],
            stdin=b"",
            channel=False,
            environment=environment(folder.inside),
            policy=Policy(),
        )
        end = time.monotonic() + 20
        while "ready" not in started.stderr.text and started.wait(end):
            pass
        assert started.stdout.text == ""
        started.stop(grace=10)
        started.close()
    assert started.stdout.text == "saved\n"
    assert started.status == -15


@needs_fork
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


PRINTS_HERE = b"print('here')\n"


@needs_fork
def test_folder_that_its_uid_cannot_reach_is_the_graders_error(tmp_path, monkeypatch):
    """Where it has a uid of its own, no capability to read, and no view; else it just works."""
    folder = scratch.make_run(scratch.Folder.at(str(tmp_path)), {"program.py": PRINTS_HERE})
    sabotage_zygote(monkeypatch, tmp_path, NO_VIEW)
    tmp_path.chmod(0o700)
    with contextlib.ExitStack() as stack:
        chosen = stack.enter_context(contextlib.closing(ForkLauncher(web=False)))
        one = stack.enter_context(contextlib.closing(chosen.supervisor()))
        try:  # the failure may be heard of at once, or when the program is waited for
            started = one.start(
                folder,
                "program.py",
                [],
                stdin=b"",
                channel=False,
                environment=environment(folder.inside),
                policy=Policy(),
            )
            stack.callback(started.close)
            assert started.wait_for_end(time.monotonic() + 20)
        except program.LaunchError as error:
            assert "could not be started: PermissionError" in str(error)
        else:
            assert started.stdout.text == "here\n"


@needs_fork
def test_a_supervisor_serves_the_next_program_if_nothing_is_left_of_the_last_one():
    with contextlib.closing(ForkLauncher(web=False)) as started:
        if "own view of the files" in started.isolation()[1]:
            pytest.skip("supervisors have folders on the disk here")

        def next_one(run):
            """Whether the supervisor of some runs is given once more when it has been closed."""
            with contextlib.closing(started.supervisor()) as supervisor:
                run(supervisor)
            return supervisor is started.supervisor()

        def run(supervisor, source=b"", is_closed=True):
            folder = scratch.make_run(supervisor.room, {"exercise.py": source})
            how = {"stdin": b"", "channel": False, "policy": Policy()}
            how["environment"] = environment(folder.inside)
            begun = supervisor.start(folder, "exercise.py", [], **how)
            if is_closed:
                begun.close()
            scratch.remove(folder)

        assert next_one(run)
        assert next_one(lambda each: None)
        assert not next_one(lambda each: run(each, b"while True: pass", is_closed=False))
        assert not next_one(lambda each: scratch.make_run(each.room, {"left": b""}))
        assert not next_one(lambda each: _kill_supervisors(started, each))


def _kill_supervisors(started, one):
    for child in (
        Path(f"/proc/{started._zygote.pid}/task/{started._zygote.pid}/children").read_text().split()
    ):
        os.kill(int(child), signal.SIGKILL)
    assert select.select([one._control], [], [], 20)[0]


@needs_fork
def test_a_fork_of_the_grader_has_supervisors_of_its_own():
    with contextlib.closing(ForkLauncher(web=False)) as started:
        with contextlib.closing(started.supervisor()) as ours:
            pass
        if started.supervisor() is not ours:
            pytest.skip("supervisors have folders on the disk here")
        ours.close()
        fork = multiprocessing.get_context("fork")
        said = fork.Queue()
        worker = fork.Process(target=lambda: said.put(started.supervisor() is ours))
        worker.start()
        assert said.get(timeout=60) is False
        worker.join()
        assert started.supervisor() is ours


@needs_fork
def test_a_run_has_no_rights_to_the_folder_of_another_one():
    """Also where the last one is still there, so that its rights cannot have gone with it."""
    source = (
        "import os, sys\nopen('own', 'w').close()\n"
        "for path in sys.argv[1:]:\n"
        "    try: os.listdir(path)\n"
        "    except OSError: pass\n"
        "    else: print('read', path)\n"
    )
    with (
        contextlib.closing(ForkLauncher(web=False)) as started,
        contextlib.closing(Runs(started)) as runs,
    ):
        if "files" in started.isolation()[1]:
            pytest.skip("no layer of the jail guards files here")
        folders = []
        for is_removed in (False, True, True, False):
            done = runs.run(source, folders)
            assert (done.status, done.stdout.text, done.stderr.text) == (0, "", "")
            folders.append(done.folder.inside)
            if is_removed:
                scratch.remove(done.folder)


@pytest.mark.skipif(ForkLauncher not in WAYS, reason="the system does not tell")
def test_memory_of_a_program_is_known_while_it_runs_and_after():
    mebibyte = 1 << 20
    source = f"data = b'x' * (80 * {mebibyte})\nprint('there')\n"
    with contextlib.ExitStack() as stack:
        chosen = stack.enter_context(contextlib.closing(launcher(web=False)))
        one = stack.enter_context(contextlib.closing(chosen.supervisor()))
        folder = scratch.make_run(one.room, {"program.py": source.encode()})
        started = one.start(
            folder,
            "program.py",
            [],
            stdin=b"",
            channel=False,
            environment=environment(folder.inside),
            policy=Policy(),
        )
        resident, reserved = started.memory()
        assert mebibyte < resident <= reserved
        started.wait_for_end(time.monotonic() + 10)
        assert 80 * mebibyte < started.peak < 160 * mebibyte
        assert started.memory() is None
        started.close()


GIVES_BACK = """
import mmap
with mmap.mmap(-1, 80 << 20) as held:
    held.write(b"x" * (80 << 20))
print("given back")
input()
"""


@pytest.mark.skipif(ForkLauncher not in WAYS, reason="the system does not tell")
def test_memory_that_was_given_back_is_told_once():
    with contextlib.ExitStack() as stack:
        chosen = stack.enter_context(contextlib.closing(launcher(web=False)))
        one = stack.enter_context(contextlib.closing(chosen.supervisor()))
        folder = scratch.make_run(one.room, {"program.py": GIVES_BACK.encode()})
        started = one.start(
            folder,
            "program.py",
            [],
            stdin=None,
            channel=False,
            environment=environment(folder.inside),
            policy=Policy(),
        )
        stack.callback(started.close)
        while "given back" not in started.stdout.text:
            assert started.wait(time.monotonic() + 10)
        (first,), (second,) = started.held().values(), started.held().values()
        assert first[0] > 80 << 20 > first[1]
        assert second[0] < 80 << 20
