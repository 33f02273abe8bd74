"""Whatever fails between the launch and the learner's first line is the grader's error.

Each step of the launch is made to fail, on both paths: none of it may look like an
end of the learner's program. And nothing that a program does, once it has begun, may
look like a launch that failed.
"""

import contextlib
import json
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import time

import pytest
from variants import first_at_once

from conftest import ROOT
from grader.jail.policy import Policy
from grader.launch import LaunchError, network, plain, program
from grader.launch.forked import ForkLauncher
from grader.launch.plain import PlainLauncher
from grader.scratch import Folder
from launching import WAYS, Runs, needs_fork, sabotage_program, sabotage_zygote

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits")
STOPS = 120  # of which some two in a hundred come at the wrong moment
QUIET = "print('it ran')\n"
MODULE = "def task():\n    return 'it ran'\n"


@pytest.fixture(autouse=True)
def nothing_on_our_own_standard_error(capfd):
    """No traceback of the launcher lands in a terminal."""
    yield
    assert capfd.readouterr().err == ""


def outcome(launcher, source=QUIET, call=None, web=False):
    """Why the launch failed, or what became of a program that was taken for the learner's."""
    with contextlib.closing(launcher):
        try:
            with contextlib.closing(Runs(launcher, web)) as runs:
                done = runs.run(source, call=call)
        except LaunchError as error:
            return str(error)
        return done.status, done.stdout.text, done.stderr.text


@needs_fork
def test_a_supervisor_that_is_closed_twice_serves_one_program_at_a_time():
    with contextlib.closing(ForkLauncher()) as chosen:
        supervisor = chosen.supervisor()
        supervisor.close()
        supervisor.close()
        one, other = (chosen.supervisor() for _ in range(2))
        assert one is not other


# ---------------------------------------------------------------- forked, step by step

AT_A_FORK = {
    "a supervisor cannot be forked": "zygote.os = but(os, fork=fail)",
    "a network cannot be entered": "sandbox.namespaces = but(namespaces, enter_network=fail)",
    "a view cannot be made": "sandbox.namespaces = but(namespaces, enter_view=fail)",
    "no socket can be made": "sockets.socket = but(sockets.socket, socket=fail)",
    "the supervisor's domain fails": "reaper.enter_own_domain = fail",
    "there is no uid left": "sandbox.spare_uid = fail",
    "the supervisor ends at its order": "supervisor.Supervisor._obey = lambda *_: os._exit(0)",
    "the supervisor is killed": "supervisor.Supervisor._obey = lambda *_: os.kill(os.getpid(), 9)",
    "the program cannot be forked": "supervisor.os = but(os, fork=fail)",
    "its end cannot be watched": "supervisor.os = but(os, pidfd_open=fail)",
    "descriptors are lost on the way": "supervisor.socket = but(supervisor.socket, recv_fds="
    "lambda sock, size, most: zygote.socket.recv_fds(sock, size, 1))",
    "no session of its own": "supervisor.os = but(os, setsid=fail)",
    "descriptors cannot be copied": "supervisor.fcntl = but(fcntl, fcntl=fail)",
    "a descriptor cannot be put in its place": "supervisor.os = but(os, dup2=fail)",
    "the other descriptors cannot be closed": "supervisor._close_all_from = fail",
    "the environment cannot be set": "supervisor.os = but(os, environ=None)",
    "the policy is refused": "supervisor.Policy = fail",
    "the jail fails": "sandbox.Confinement.enforce = fail",
    "the jail cannot be prepared": "sandbox.Confinement = fail",
    "no Landlock ruleset": "sandbox.landlock = but(sandbox.landlock, create_ruleset=fail)",
    "a limit cannot be set": "sandbox.limits = but(sandbox.limits, bound_resources=fail)",
    "processes cannot be bounded": "sandbox.limits = but(sandbox.limits, bound_processes=fail)",
    "the folder cannot be given away": "sandbox.credentials = "
    "but(sandbox.credentials, give_away=fail, drop_capabilities=fail)",
    "no filter for system calls": "sandbox.seccomp = but(sandbox.seccomp, install=fail)",
    "a signal in the jail": "sandbox.Confinement.enforce = lambda *_: os.kill(os.getpid(), signal.SIGKILL)",
    "an exit in the jail": "sandbox.Confinement.enforce = lambda *_: os._exit(0)",
    "SystemExit in the jail": "sandbox.Confinement.enforce = lambda *_: sys.exit(0)",
    "its folder cannot be entered": "supervisor.os = but(os, chdir=fail)",
    "no standard streams": "script.open_standard_streams = fail",
    "its file cannot be read": "script.read = fail",
    "no module for it": "script.new_module = fail",
    "it cannot say that it begins": "supervisor.Supervisor._tell_stage = fail",
}


@needs_fork
@pytest.mark.parametrize("sabotage", first_at_once(AT_A_FORK.values(), most=12), ids=AT_A_FORK)
def test_a_step_of_a_forked_launch_fails(sabotage, monkeypatch, tmp_path):
    sabotage_zygote(monkeypatch, tmp_path, sabotage)
    said = outcome(ForkLauncher(web=False))
    assert isinstance(said, str), said
    assert re.search("could (not )?be (started|made)|ended unexpectedly|launcher has failed", said)


AT_A_CALL = {
    "the packages are missing": "sys.modules['requests_mock'] = None",
    "the call cannot be read": "from jail.program import calls\ncalls.untagged = fail\n"
    "calls.Channel.receive = fail",
    "the network cannot be mocked": "from jail.program import mocked\nmocked.requests_mock.Adapter = fail",
    "it dies while it waits": "from jail.program import calls\n"
    "calls.Channel.receive = lambda *_: os.kill(os.getpid(), 9)",
    "its file cannot be read": "script.read = fail",
}


@needs_fork
@pytest.mark.parametrize("sabotage", AT_A_CALL.values(), ids=AT_A_CALL)
def test_a_step_of_a_forked_call_fails(sabotage, monkeypatch, tmp_path):
    sabotage_zygote(monkeypatch, tmp_path, sabotage)
    said = outcome(ForkLauncher(), MODULE, call="task", web=True)
    assert "could not be started" in said
    if "requests_mock']" in sabotage:
        assert "ModuleNotFoundError" in said and "requests_mock" in said


@needs_fork
def test_a_call_of_a_zygote_for_scripts_is_our_mistake():
    said = outcome(ForkLauncher(web=False), MODULE, call="task")
    assert "could not be started: RuntimeError" in said


AT_THE_ZYGOTE = {
    "it cannot protect itself": "sandbox.protect_self = fail",
    "its semaphores fail": "semaphores.install = fail",
    "the second zygote cannot be forked": "zygote.os = but(os, fork=fail)",
    "it does not compile": "def (",
}


@needs_fork
@pytest.mark.parametrize("web", [False, True])
@pytest.mark.parametrize("sabotage", AT_THE_ZYGOTE.values(), ids=AT_THE_ZYGOTE)
def test_the_zygote_itself_fails(sabotage, web, monkeypatch, tmp_path):
    sabotage_zygote(monkeypatch, tmp_path, sabotage)
    with contextlib.closing(ForkLauncher()) as launcher:
        with pytest.raises(LaunchError, match=r"zygote has ended: .*(sabotage|syntax)"):
            launcher.isolation()
        with pytest.raises(LaunchError), contextlib.closing(Runs(launcher, web)) as runs:
            runs.run(QUIET)


@needs_fork
def test_a_launch_that_stands_still_is_an_error(monkeypatch, tmp_path):
    sabotage_zygote(
        monkeypatch, tmp_path, "sandbox.Confinement.enforce = lambda *_: signal.pause()"
    )
    monkeypatch.setattr(program, "SECONDS_TO_BEGIN", 0.5)
    assert "does not begin" in outcome(ForkLauncher(web=False))


@needs_fork
def test_after_a_launch_that_failed_the_next_one_may_work(monkeypatch, tmp_path):
    once = (
        "def fails_once(been=[]):\n"
        "    def fork():\n"
        "        been.append(1)\n"
        "        return os.fork() if been[1:] else fail()\n"
        "    return fork\n"
        "supervisor.os = but(os, fork=fails_once())"
    )
    sabotage_zygote(monkeypatch, tmp_path, once)
    with (
        contextlib.closing(ForkLauncher(web=False)) as launcher,
        contextlib.closing(Runs(launcher)) as runs,
    ):
        with pytest.raises(LaunchError, match="could not be started: OSError: sabotage"):
            runs.run(QUIET)
        assert runs.run(QUIET).stdout.text == "it ran\n"


@needs_fork
@pytest.mark.parametrize("files", [6, 8, 10, 12, 16, 64])
def test_few_open_files_are_never_the_learners_fault(files):
    """From a zygote that can hardly do anything to one that works."""
    with contextlib.closing(ForkLauncher(web=False)) as launcher:
        launcher.isolation()  # it is warm
        resource.prlimit(launcher._zygote.pid, resource.RLIMIT_NOFILE, (files, files))
        try:
            with contextlib.closing(Runs(launcher)) as runs:
                done = runs.run(QUIET)
        except LaunchError:
            assert files < 64
        else:
            assert (done.status, done.stdout.text) == (0, "it ran\n")


# ---------------------------------------------------------------- plain, step by step

AT_A_SUBPROCESS = {
    "no standard streams": "script.open_standard_streams = fail",
    "its file cannot be read": "script.read = fail",
    "no module for it": "script.new_module = fail",
    "a signal": "script.read = lambda *_: os.kill(os.getpid(), signal.SIGKILL)",
    "an exit": "script.read = lambda *_: os._exit(0)",
    "SystemExit": "script.read = lambda *_: sys.exit(0)",
    "it does not compile": "def (",
}


@pytest.mark.parametrize("sabotage", AT_A_SUBPROCESS.values(), ids=AT_A_SUBPROCESS)
def test_a_step_of_a_plain_launch_fails(sabotage, monkeypatch, tmp_path):
    sabotage_program(monkeypatch, tmp_path, sabotage)
    said = outcome(PlainLauncher())
    assert "could not be started" in said
    if "fail" in sabotage:
        assert said.endswith("OSError: sabotage")


AT_A_PLAIN_CALL = {
    "the packages are missing": "sys.modules['requests_mock'] = None",
    "the network cannot be mocked": "from program import mocked\nmocked.requests_mock.Adapter = fail",
    "it dies while it waits": "from program import calls\n"
    "calls.Channel.receive = lambda *_: os.kill(os.getpid(), 9)",
}


@pytest.mark.parametrize("sabotage", AT_A_PLAIN_CALL.values(), ids=AT_A_PLAIN_CALL)
def test_a_step_of_a_plain_call_fails(sabotage, monkeypatch, tmp_path):
    sabotage_program(monkeypatch, tmp_path, sabotage)
    said = outcome(PlainLauncher(), MODULE, call="task")
    assert "could not be started" in said


@pytest.mark.parametrize("what", ["no interpreter", "no thread", "no folder", "a zero byte"])
def test_a_plain_process_cannot_be_started(what, monkeypatch, tmp_path):
    path, arguments = tmp_path / "program.py", []
    path.write_text(QUIET)
    if what == "no interpreter":
        monkeypatch.setattr(plain.sys, "executable", str(tmp_path / "python"))
    elif what == "no thread":
        monkeypatch.setattr(plain, "_start", lambda *_: (_ for _ in ()).throw(RuntimeError("no")))
    elif what == "no folder":
        path = tmp_path / "no" / "program.py"
    else:
        arguments = ["\0"]
    with pytest.raises(LaunchError, match="could not be started"):
        PlainLauncher().supervisor().start(
            Folder.at(str(path.parent)),
            path.name,
            arguments,
            stdin=b"",
            channel=False,
            environment={},
            policy=Policy(),
        )


def test_a_plain_launch_that_stands_still_is_an_error(monkeypatch, tmp_path):
    sabotage_program(monkeypatch, tmp_path, "signal.pause()")
    monkeypatch.setattr(program, "SECONDS_TO_BEGIN", 0.5)
    assert "does not begin" in outcome(PlainLauncher())


# ---------------------------------------------------------------- what a program may do

RUDE = {
    "kills itself": "import os; os.kill(os.getpid(), 9)",
    "aborts": "import os; os.abort()",
    "stops being a program": "import os; os.closerange(0, 256); os._exit(0)",
    "ends at once": "import os; os._exit(0)",
    "does not compile": "def (",
    "is empty": "",
    "raises": "raise OSError('broken')",
    "speaks to every descriptor": (
        "import os, socket\n"
        "for number in range(300):\n"
        '    for text in (b\'{"broken": "mine"}\', b\'{"ended": 0}\'):\n'
        "        try: os.write(number, text)\n"
        "        except OSError: pass\n"
    ),
    "says what a launcher says": (
        f"import os\nos.write(2, b'{plain.MARK} ready\\n{plain.MARK} begun\\n')\nos._exit(1)"
    ),
    "leaves a child": "import os, time\nif os.fork() == 0: time.sleep(60)\n",
    "signals its parent and group": (
        "import os, signal\n"
        "for number in (os.getppid(), 1):\n"
        "    for kind in (signal.SIGTERM, signal.SIGKILL):\n"
        "        try: os.kill(number, kind)\n"
        "        except OSError: pass\n"
        "os.killpg(0, signal.SIGKILL)\n"
    ),
    "takes all memory": "held = []\nwhile True: held.append(bytearray(1 << 28))",
    "renames itself": (
        "import ctypes\nctypes.CDLL(None).prctl(15, b'a\\nb:c', 0, 0, 0)\n"  # PR_SET_NAME
    ),
}


@pytest.fixture(scope="module", params=WAYS)
def runs(request):
    with (
        contextlib.closing(request.param()) as launcher,
        contextlib.closing(Runs(launcher)) as made,
    ):
        made.is_jailed = request.param is ForkLauncher and launcher.isolation()[0] == "full"
        yield made


@pytest.mark.parametrize("source", RUDE.values(), ids=RUDE)
def test_what_a_program_does_is_never_a_failed_launch(source, runs):
    if not runs.is_jailed and ("kill(number" in source or "bytearray" in source):
        pytest.skip("only a jail keeps the machine from that")
    done = runs.run(source, seconds=5)
    assert done.ended and done.status is not None
    assert done.stderr.text.count(plain.MARK) == 2 * source.count("begun")
    assert "__main__.py" not in done.stderr.text
    assert runs.run(QUIET).stdout.text == "it ran\n"


def test_a_program_that_is_stopped_at_once_has_begun(runs):
    """Its end is then one that it was asked for."""
    started = runs.start("import time\nwhile True: time.sleep(60)")
    started.stop(grace=10)
    assert started.status == -signal.SIGTERM


WAITS = {
    "sleeps": "import time\nwhile True: time.sleep(60)",
    "accepts": "import socket\nwith socket.create_server(('', 0)) as made:\n    made.accept()",
}


@pytest.mark.parametrize("source", WAITS.values(), ids=WAITS)
def test_a_program_that_is_stopped_when_it_begins_to_wait_hears_of_it(source, runs):
    """Python keeps a signal that comes just before a call until that call is over."""
    ends = set()
    for turn in range(STOPS):
        started = runs.start(source)
        moment = time.perf_counter() + turn % 60 * 2e-6  # seconds: one of them is the wrong one
        while time.perf_counter() < moment:
            pass
        started.stop(grace=10)
        ends.add(started.status)
        started.close()
    assert ends == {-signal.SIGTERM}


def test_a_program_that_is_closed_at_once_is_no_error(runs):
    for _ in range(5):
        runs.start(QUIET).close()


def test_patience_begins_when_the_program_does(monkeypatch, tmp_path):
    """What a launch takes is not taken off the learner's time."""
    slow = "import time\ntime.sleep(0.4)" if not WAYS[1:] else ""
    if slow:
        sabotage_program(monkeypatch, tmp_path, slow)
        launcher = PlainLauncher()
    else:
        real = "real = sandbox.Confinement.enforce\nimport time\n"
        slow = real + "sandbox.Confinement.enforce = lambda *how: (time.sleep(0.4), real(*how))"
        sabotage_zygote(monkeypatch, tmp_path, slow)
        launcher = ForkLauncher(web=False)
    with contextlib.closing(launcher), contextlib.closing(Runs(launcher)) as made:
        started = made.start("print('first')\n")
        started.wait_for_end(time.monotonic() + 0.3)
        assert started.ended


# ---------------------------------------------------------------- the whole chain

CHAIN = """
import sys
from grader.launch import forked, plain
{patch}
from grader.cli import main
sys.exit(main())
"""
WITHOUT_FORKS = "import grader.launch\ngrader.launch.NEEDED_FOR_FORKS = ((sys, 'no such thing'),)"


def grade(target, patch, tmp_path):
    """Grade a solution as the command line does; (exit status, its checks, what it said)."""
    report = tmp_path / "report.json"
    words = [target, "--submission", "solutions", "--jobs", "1", "--report", f"json={report}"]
    done = subprocess.run(
        [sys.executable, "-c", CHAIN.format(patch=patch), *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert "Traceback" not in done.stderr + done.stdout
    (judged,) = json.loads(report.read_text())["units"][0]["programs"]
    return done.returncode, judged["checks"], done.stdout + done.stderr


@pytest.mark.parametrize(
    "target",
    [
        "01/tcp_server",
        *(
            pytest.param(each, marks=pytest.mark.long)
            for each in ("01/tcp_client", "01/udp_client", "01/http_tasks")
        ),
    ],
)
@pytest.mark.parametrize("way", WAYS)
def test_a_failed_launch_is_an_error_and_no_lost_point(way, target, monkeypatch, tmp_path):
    if way is ForkLauncher:
        sabotage_zygote(monkeypatch, tmp_path, "sandbox.Confinement.enforce = fail")
        patch = f"forked.ZYGOTE = {str(tmp_path / 'zygote.py')!r}"
    else:
        sabotage_program(monkeypatch, tmp_path, "script.open_standard_streams = fail")
        patch = f"{WITHOUT_FORKS}\nplain.PROGRAM = {str(tmp_path / 'program_main.py')!r}"
    status, checks, said = grade(target, patch, tmp_path)
    outcomes = {check["outcome"] for check in checks}
    assert status == 3, said
    assert "error" in outcomes and not outcomes & {"failed", "passed", "not_started"}
    errors = [check["message"] for check in checks if check["outcome"] == "error"]
    assert all("could not be started" in message for message in errors), errors


@needs_fork
def test_files_that_run_out_are_an_error_and_no_lost_point(tmp_path):
    patch = "import resource\nresource.setrlimit(resource.RLIMIT_NOFILE, (24, 24))"
    _, checks, said = grade("01/tcp_server", patch, tmp_path)
    assert "failed" not in {check["outcome"] for check in checks}, said


def test_answer_that_comes_too_late_is_not_taken_for_the_next_one(monkeypatch):
    monkeypatch.setattr(network, "SECONDS_TO_ANSWER", 0.05)
    ours, supervisor = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with supervisor:
        with open(os.devnull) as room:  # the descriptor that the first message brings
            first = b'{"network": true, "view": false}'
            socket.send_fds(supervisor, [first], [room.fileno()])
        networks = network.Networks(ours)
        own = networks.new()
        assert networks.is_well()
        with pytest.raises(LaunchError):
            own.begin()  # nobody answers in time
        with contextlib.suppress(OSError):  # nobody is there any more to hear it
            supervisor.send(b"{}")
        assert not networks.is_well()
        with pytest.raises(LaunchError):
            own.socket(socket.SOCK_STREAM)
        networks.close()
