"""A program with datagrams cannot take so many ports that other graders find none.

Where it has a network of its own it takes nobody's; here it has none.
"""

import contextlib
import socket
import time

import pytest

from grader.jail.policy import UDP_OPEN_FILES, UDP_PROCESSES, Policy
from grader.launch.forked import ForkLauncher
from grader.peers import ports
from grader.peers.ports import PORTS, NoFreePort, Ports
from launching import NO_NETWORK, Runs, needs_fork, sabotage_zygote

pytestmark = needs_fork
UDP = Policy(sockets="udp")

# As many ports as its limits let it have, and then as many in messages under way.
SQUATTER = """
import os, socket, sys, time
def squat(found, held):
    for port in found:
        sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            sock.bind(("", port))
        except OSError:
            sock.close()
            continue
        held.append(sock)
def each_process(number):
    held = []
    found = iter(range(20000 + number * 190, 32768))
    near, far = socket.socketpair()
    try:
        while True:
            squat([next(found)], held)
    except (OSError, StopIteration):
        pass
    try:
        while held:
            batch = held[-20:]
            socket.send_fds(near, [b"x"], [sock.fileno() for sock in batch])
            for sock in batch:
                sock.close()
            del held[-20:]
            try:
                while True:
                    squat([next(found)], held)
            except (OSError, StopIteration):
                pass
    except OSError:
        pass
    print("squats", flush=True)
    while True:
        time.sleep(60)
number = 0
while True:
    try:
        if os.fork() == 0:
            each_process(number)
    except OSError:
        break
    number += 1
each_process(number)
"""
# Many threads and processes, files and sockets, as a rather lavish server has them.
LAVISH = """
import concurrent.futures, logging, multiprocessing, os, socket, sys, threading
logging.basicConfig(filename="log.txt", level=logging.INFO)
host, port = sys.argv[1], int(sys.argv[2])
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((host, port))
ending = threading.Event()
threads = [threading.Thread(target=ending.wait) for _ in range(16)]
[thread.start() for thread in threads]
clients = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(10)]
with concurrent.futures.ThreadPoolExecutor() as pool:
    assert sum(pool.map(len, ["a"] * 100)) == 100
ending.set()
[thread.join() for thread in threads]
with multiprocessing.Pool(8) as pool:
    assert pool.map(abs, range(-20, 0)) == list(range(20, 0, -1))
children = []
for _ in range(32):  # a process for each datagram
    if (pid := os.fork()) == 0:
        os._exit(0)
    children.append(pid)
[os.waitpid(pid, 0) for pid in children]
print("fine", flush=True)
"""


@pytest.fixture(scope="module")
def launcher(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        sabotage_zygote(patch, tmp_path_factory.mktemp("zygote"), NO_NETWORK)
        made = ForkLauncher(web=False)
    with contextlib.closing(made) as started:
        missing = set(started.isolation()[1]) & {"process count", "limits", "tcp ports", "syscalls"}
        if missing:
            pytest.skip(f"this machine lacks {missing}")
        yield started


@pytest.fixture
def runs(launcher):
    with contextlib.closing(Runs(launcher)) as made:
        yield made


def taken():
    """How many ports a learner's datagram socket holds on all interfaces."""
    held = 0
    for port in PORTS:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.bind(("", port))
            except OSError:
                held += 1
    return held


@pytest.fixture
def squatter(runs):
    """One that has all the ports that it can get."""
    program = runs.start(SQUATTER, policy=UDP)
    end = time.monotonic() + 30
    most = 0
    # each of its processes says so once: there are no more when the last one cannot fork
    while time.monotonic() < end and (count := program.stdout.text.count("squats")) < UDP_PROCESSES:
        most = max(most, count)
        if not program.wait(min(end, time.monotonic() + 3)):
            break
    assert program.stdout.text.count("squats") > UDP_PROCESSES // 2
    return program


def test_other_graders_find_ports_beside_a_squatter(squatter):
    held = taken()
    assert 1000 < held <= UDP_PROCESSES * UDP_OPEN_FILES + UDP_OPEN_FILES + 253
    for seed in range(50):
        with contextlib.closing(Ports()) as others:
            others.dice.seed(seed)
            assert len({others.reserve() for _ in range(10)}) == 10
    assert not squatter.ended


@pytest.mark.long  # beside all the other tests it was once in some ten runs not done in its 20 s
def test_an_honest_program_works_beside_a_squatter(squatter, launcher):
    with contextlib.closing(Ports()) as others, contextlib.closing(Runs(launcher)) as beside:
        host, port = others.reserve()
        done = beside.run(LAVISH, [host, str(port)], policy=UDP)
    assert (done.status, done.stdout.text, done.stderr.text) == (0, "fine\n", "")


def test_an_honest_job_beside_a_squatter_keeps_full_marks(squatter, grader):
    run = grader("01/udp_server", "01/udp_client", "--submission", "solutions")
    assert (run.status, run.report["score"]) == (0, 40), run.output
    assert not squatter.ended


def test_three_runs_at_once_leave_ports_to_others():
    """The arithmetic beside `UDP_PROCESSES`; what is in messages has the same bound as files."""
    policy = Policy(sockets="udp", processes=10_000, open_files=10_000).among_others()
    assert (policy.processes, policy.open_files) == (UDP_PROCESSES, UDP_OPEN_FILES)
    one = UDP_PROCESSES * UDP_OPEN_FILES + UDP_OPEN_FILES
    assert 3 * one < len(PORTS)


def test_fewer_may_be_asked_for():
    policy = Policy(sockets="udp", processes=3, open_files=20).among_others()
    assert (policy.processes, policy.open_files) == (3, 20)
    assert Policy().open_files == 256 and Policy().processes == 256


BINDS_THE_PLACE = """
import signal, socket
kept = []
for address in (PLACE, ("", PLACE[1])):
    for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM):
        kept.append(socket.socket(socket.AF_INET, kind))
        try:
            kept[-1].bind(address)
            print(kind.name, "bound", flush=True)
        except OSError as error:
            print(kind.name, type(error).__name__, flush=True)
print("done", flush=True)
signal.pause()
"""


def test_a_program_cannot_take_what_stands_for_a_reservation(runs):
    """Neither with datagrams, which are not in its way, nor with TCP, which Landlock refuses."""
    with contextlib.closing(Ports()) as mine:
        _, port = mine.reserve()
        (reservation,) = mine._reservations
        place = reservation.getsockname()
        program = runs.start(BINDS_THE_PLACE.replace("PLACE", repr(place)), policy=UDP)
        while "done" not in program.stdout.text and not program.ended:
            program.wait(time.monotonic() + 10)
        assert program.stdout.text.count("SOCK_STREAM PermissionError") == 2
        assert "SOCK_DGRAM bound" in program.stdout.text and not program.ended
        mine.close()
        with ports._reserve(port) as again:
            assert again.getsockname() == place


@pytest.mark.parametrize("many", [True, False], ids=["many addresses", "one address"])
def test_two_graders_never_reserve_the_same_port(many, monkeypatch):
    monkeypatch.setattr(ports, "MANY_ADDRESSES", many and ports.MANY_ADDRESSES)
    with contextlib.closing(Ports()) as one, contextlib.closing(Ports()) as other:
        _, port = one.reserve()
        other.dice.choice = lambda _: port
        assert other.reserve()[1] != port


def test_the_search_finds_the_last_free_port(monkeypatch):
    with contextlib.closing(Ports()) as mine:
        _, port = mine.reserve()
        mine.close()
        monkeypatch.setattr(ports, "_is_free", lambda other: other == port)
        assert mine.reserve()[1] == port
        with pytest.raises(NoFreePort):
            mine.reserve()


def test_the_limits_are_those_of_the_policy(runs):
    source = (
        "import resource\n"
        "print(resource.getrlimit(resource.RLIMIT_NOFILE), resource.getrlimit(resource.RLIMIT_NPROC))"
    )
    done = runs.run(source, policy=UDP)
    assert done.stdout.text.startswith(f"({UDP_OPEN_FILES}, {UDP_OPEN_FILES}) (")
