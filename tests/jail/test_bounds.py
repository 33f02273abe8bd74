"""What a run may take of the machine's, and what becomes of one that takes more."""

import contextlib
import os
import socket
import time

import pytest

from grader import scratch
from grader.jail.policy import Policy
from grader.launch.environment import environment
from grader.launch.forked import ForkLauncher
from launching import NO_VIEW, Runs, needs_fork, sabotage_zygote

MANY_SESSIONS = """
import os, time
for _ in range(40):
    if os.fork() == 0:
        os.setsid()
        time.sleep(600)
print("there", flush=True)
time.sleep(600)
"""
MANY_FILES = """
import time
for number in range(100):
    with open(f"file{number}", "wb") as file:
        file.write(bytes(1 << 20))
print("there", flush=True)
time.sleep(600)
"""

DEEP = f"""
import os
for _ in range(30):
    os.mkdir("x" * 200)
    os.chdir("x" * 200)
{MANY_FILES}"""
LEFT_BEHIND = f"""
import os
if os.fork():
    os._exit(0)
{MANY_SESSIONS}"""


MANY_SOCKETS = """
import os, socket, time
for _ in range(20):
    if os.fork() == 0:
        held = [socket.create_server(("127.0.0.1", 0)) for _ in range(150)]
        time.sleep(600)
time.sleep(600)
"""


@needs_fork
def test_sockets_that_are_too_many_end_a_run():
    with contextlib.ExitStack() as stack:
        chosen = stack.enter_context(contextlib.closing(ForkLauncher(web=False)))
        runs = stack.enter_context(contextlib.closing(Runs(chosen)))
        if not runs.supervisor.network().is_own:
            pytest.skip("this machine has no namespaces")
        done = runs.run(MANY_SOCKETS)
        assert (done.too_much, done.status) == ("sockets", -9)


@needs_fork
@pytest.mark.parametrize(
    "source, what",
    [(MANY_SESSIONS, "sessions"), (MANY_FILES, "disk"), (DEEP, "disk")],
    ids=["sessions", "disk", "deep"],
)
def test_what_takes_too_much_is_ended_and_says_why(source, what, monkeypatch, tmp_path):
    sabotage_zygote(monkeypatch, tmp_path, NO_VIEW)
    with (
        contextlib.closing(ForkLauncher(web=False)) as chosen,
        contextlib.closing(Runs(chosen)) as runs,
    ):
        done = runs.run(source)
        assert (done.too_much, done.status) == (what, -9)


@needs_fork
def test_what_a_program_left_behind_takes_no_more_than_the_program_may():
    with (
        contextlib.closing(ForkLauncher(web=False)) as chosen,
        contextlib.closing(Runs(chosen)) as runs,
    ):
        started, end = runs.start(LEFT_BEHIND), time.monotonic() + 15
        while not started.is_silent and started.wait(end):
            pass
        assert started.is_silent  # nobody holds its outputs any more


@needs_fork
def test_room_in_a_view_has_an_end():
    with (
        contextlib.closing(ForkLauncher(web=False)) as chosen,
        contextlib.closing(Runs(chosen)) as runs,
    ):
        if runs.supervisor.room.inside == runs.supervisor.room.outside:
            pytest.skip("this machine has no namespaces")
        done = runs.run(MANY_FILES)
        assert "No space left on device" in done.stderr.text
        scratch.remove(done.folder)
        assert (
            runs.run(
                "open('file', 'wb').write(bytes(90 << 20)); print('room')",
                policy=Policy(file_bytes=90 << 20),
            ).stdout.text
            == "room\n"
        )


# A connection to itself that waits on its close for who does not read, held by nobody but itself.
LINGERS = """
import array, os, socket, struct
near, far = socket.socketpair()
with socket.create_server(("127.0.0.1", 0)) as server:
    one = socket.create_connection(server.getsockname())
    other, _ = server.accept()
one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 8))
one.setblocking(False)
try:
    while True:
        one.send(bytes(65536))
except BlockingIOError:
    pass
held = array.array("i", [each.fileno() for each in (near, far, one, other)])
near.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, held)])
print("sent", flush=True)
os._exit(0)
"""


@needs_fork
def test_connections_end_with_their_network():
    with contextlib.ExitStack() as stack:
        chosen = stack.enter_context(contextlib.closing(ForkLauncher(web=False)))
        runs = stack.enter_context(contextlib.closing(Runs(chosen)))
        network = runs.supervisor.network()
        if not network.is_own:
            pytest.skip("this machine has no namespaces")
        folder = scratch.make_run(runs.supervisor.room, {"program.py": LINGERS.encode()})
        started = runs.supervisor.start(
            folder,
            "program.py",
            [],
            stdin=b"",
            channel=False,
            environment=environment(folder.inside),
            policy=Policy(),
        )
        started.wait_for_end(time.monotonic() + 10)
        started.close()
        assert started.stdout.text == "sent\n"
        table = os.dup(network._tables["tcp"])
        stack.callback(os.close, table)
        assert len(os.pread(table, 1 << 16, 0).splitlines()) > 1, "nothing lingers here"
        runs.supervisor.network().socket(socket.SOCK_STREAM).close()
        assert len(os.pread(table, 1 << 16, 0).splitlines()) == 1
