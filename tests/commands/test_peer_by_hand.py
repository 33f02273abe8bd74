"""`peer PROGRAM` is the other end of a program that somebody runs in another terminal.

At that other end the solutions are started here, by the very command that the peer shows.
"""

import asyncio
import contextlib
import itertools
import re
import shlex
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from grader.byhand import beside
from grader.byhand.typed import Typed
from grader.course import layout
from grader.course.layout import Target
from grader.peers.byhand.frames import Framed
from grader.peers.byhand.hand import Faults
from grader.usage import WrongUse

SOLUTIONS = ROOT / "solutions"
COMMAND = re.compile(r"^    python (.*)", re.MULTILINE)
LONG = pytest.mark.long
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="ends them by Ctrl-C")


class Terminal:
    """The terminal in which the peer runs: what stands in it, and what is typed."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.out: Any = process.stdout
        self.errors: Any = process.stderr
        self.text = ""

    def until(self, pattern: str) -> str:
        """Read until a line holds this; give what the pattern's first group is."""
        for line in iter(self.out.readline, b""):
            self.text += line.decode()
            if found := re.search(pattern, line.decode()):
                return found[1] if found.re.groups else found[0]
        raise AssertionError(f"no {pattern!r} in\n{self.text}{self.errors.read().decode()}")

    def command(self) -> list[str]:
        """Read until it shows what to type in the other terminal."""
        return shlex.split(self.until(COMMAND.pattern))

    def end(self, typed: str = "") -> int:
        """Type the last lines and the end of the input; give the status after its end."""
        out, errors = self.process.communicate(typed.encode(), timeout=60)
        self.text += out.decode()
        assert b"Traceback" not in errors, errors
        return self.process.returncode

    def interrupt(self) -> int:
        """Press Ctrl-C; give the status."""
        self.process.send_signal(signal.SIGINT)
        return self.end()


@contextlib.contextmanager
def peer(*words: object) -> Iterator[Terminal]:
    """Start the peer as a user does."""
    with subprocess.Popen(
        [sys.executable, "-m", "grader", "peer", *map(str, words)],
        cwd=ROOT,
        bufsize=0,  # else communicate() does not see what has been read ahead
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            yield Terminal(process)
        finally:
            process.kill()


def start(target: str, command: list[str]) -> subprocess.Popen[bytes]:
    """Run the solution of a program in its folder."""
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=SOLUTIONS / target.partition("/")[0],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def talk_to(target: str, typed: str, *options: str) -> str:
    """Start the peer of a server, then the server, and type; give all that the peer shows."""
    with peer(target, *options) as terminal, start(target, terminal.command()) as server:
        try:
            assert terminal.end(typed) == 0
        finally:
            server.kill()
    assert terminal.text.endswith("\n1 conversation.\n")
    return terminal.text


def serve(target: str, typed: str, *options: str, number: int = 1) -> tuple[str, str, int]:
    """Start the peer of a client, and the client; give what both show, and the client's status."""
    with peer(target, *options) as terminal:
        with start(target, terminal.command()) as client:
            out, _ = client.communicate(typed.encode(), timeout=60)
        terminal.until("closed|answered|connection")
        assert terminal.interrupt() == 0
    assert terminal.text.splitlines()[-1].startswith(f"{number} conversation")
    return terminal.text, out.decode(), client.returncode


def test_every_program_has_a_peer() -> None:
    assert [target for target in layout.everything() if not target.peer_file.is_file()] == []


# ------------------------------------------------------------------ servers


def test_client_of_one_text() -> None:
    text = talk_to("01_hello/tcp_server", "")
    sent = re.search(r"the client sent (b.*) \(30 bytes\)", text)
    assert sent, text
    assert text.index(sent[0]) < text.index("the client received b'hi'")
    assert text.index("received b'hi'") < text.index("your program closed the connection")


@LONG
def test_client_of_datagrams() -> None:
    text = talk_to("01_hello/udp_server", "Straße\n")
    assert "'STRASSE'" in text or "b'STRASSE'" in text


@LONG
def test_client_of_frames() -> None:
    text = talk_to("02_rough_seas/tcp_server", "hello\nab\n", "--fragment", "1")
    assert f"'ready {socket.gethostname()}'" in text
    assert "the client sent b'\\x00\\x00\\x00\\x05hello', byte by byte, on purpose" in text
    assert "a frame of 5 bytes: 'olleh'" in text
    assert "a frame of 2 bytes: 'ba'" in text


@LONG
def test_client_of_frames_at_a_path(tmp_path: Path) -> None:
    path = tmp_path / "s"
    text = talk_to("02_rough_seas/tcp_server", "hello\n", "--path", str(path))
    assert f"tcp_server.py {path}\n" in text
    assert "a frame of 5 bytes: 'olleh'" in text


@LONG
def test_client_of_sums() -> None:
    """An answer that gets lost makes it ask again, and the number counts once."""
    text = talk_to("02_rough_seas/udp_server", "5\n7\nx ADD y\n", "--drop", "3")
    five = re.search(r"the client sent a datagram b'(\w+) ADD 5'", text)
    assert five, text
    assert text.count(f"datagram b'{five[1]} ADD 5'") == 2
    totals = [int(n) for n in re.findall(r"client received a datagram b'\w+ (-?\d+)'", text)]
    assert [b - a for a, b in itertools.pairwise(totals[1:])] == [5, 0, 7]
    assert "datagram 3 that came is lost, on purpose" in text
    assert "the client received a datagram b'ERROR'" in text


@LONG
def test_client_of_the_web() -> None:
    text = talk_to("03_services/tcp_server", "HEAD /words.txt\nwhat is this ?\n")
    assert text.count("HTTP/1.1 200 OK\n") == 5
    assert text.count("HTTP/1.1 404 Not Found\n") == 1
    assert "write a method and a path" in text
    assert "the client closed the connection" in text


@LONG
def test_client_of_names() -> None:
    text = talk_to("03_services/udp_server", "no.such.name AAAA\nwhat is this\n")
    assert re.search(r"NOERROR \(0\), QR AA RD, A [\d.]+, A [\d.]+", text)
    assert text.count("NXDOMAIN (3)") == 2
    assert "the client sent a datagram no.such.name AAAA" in text
    assert "write a name and perhaps a type" in text


# ------------------------------------------------------------------ clients


def test_server_of_one_text() -> None:
    text, printed, status = serve("01_hello/tcp_client", "", "--delay", "0.2")
    assert "the server received b'hello!'" in text
    assert "nothing is sent for 0.2 s, on purpose" in text
    sent = re.search(r"the server sent (b'.*') \(30 bytes\)", text)
    assert sent and sent[1] in printed
    assert status == 0


@LONG
def test_server_that_resets() -> None:
    text, *_ = serve("01_hello/tcp_client", "", "--reset-after", "4")
    assert re.search(r"the server sent b'.{4}'\n", text)
    assert "the server reset the connection, on purpose" in text
    assert "closed" not in text


@LONG
def test_server_of_capitals() -> None:
    _, printed, status = serve("01_hello/udp_client", "hello\n你好\n")
    assert (printed.split(), status) == (["HELLO", "你好"], 0)


@LONG
@pytest.mark.parametrize("by_path", [False, True])
def test_server_of_frames(by_path: bool, tmp_path: Path) -> None:
    options = ["--path", str(tmp_path / "s")] if by_path else ["--fragment", "2"]
    text, printed, status = serve("02_rough_seas/tcp_client", "abc\n你好\n", *options)
    assert (printed.split()[2:], status) == (["cba", "好你"], 0)
    assert "a frame of 6 bytes: '你好'" in text
    assert not (tmp_path / "s").exists()


@LONG
def test_server_of_sums() -> None:
    text, printed, status = serve("02_rough_seas/udp_client", "5\n7\n", "--drop", "1,3")
    assert (printed.split(), status) == (["5", "12"], 0)
    lost = [f"datagram {number} that came is lost, on purpose" for number in (1, 3)]
    assert all(line in text for line in lost)
    assert text.count("ADD 5") == 2


@LONG
@pytest.mark.parametrize(
    ("page", "options", "status", "said"),
    [
        ("length", [], 0, "\n"),
        ("chunks", ["--fragment", "3"], 0, "\n"),
        ("end", [], 0, "\n"),
        ("early", [], 0, "\n"),
        ("empty", [], 0, ""),
        ("broken", [], 1, ""),
        ("nonsense", [], 1, ""),
        ("length", ["--reset-after", "90"], 1, ""),
        ("missing", [], 1, "there is no such page\n"),
    ],
)
def test_server_of_the_web(page: str, options: list[str], status: int, said: str) -> None:
    with peer("03_services/tcp_client", *options) as terminal:
        command = terminal.command()
        command[-1] = command[-1].replace("/length", f"/{page}")
        with start("03_services/tcp_client", command) as client:
            out, _ = client.communicate(timeout=60)
        assert terminal.interrupt() == 0
    assert client.returncode == status
    assert out.decode().endswith(said)
    assert f"GET /{page} HTTP/1.1\n" in terminal.text


@LONG
def test_server_of_names() -> None:
    text, printed, status = serve("03_services/udp_client", "", "--drop", "1")
    assert (len(printed.split()), status) == (3, 0)
    assert all(f"A {address}" in text for address in printed.split())
    assert "datagram 1 that came is lost, on purpose" in text


@LONG
@pytest.mark.parametrize(
    ("unit", "raised", "shown"),
    [
        ("01_hello", [], ["POST /form", "HEAD /info", "401 Unauthorized", "Cookie: guest="]),
        (
            "02_rough_seas",
            ["ReadTimeout", "HTTPError: 418", "ChunkedEncodingError", "HTTPError: 403"],
            ["503 Service Unavailable", "404 Not Found", "302 Found", "multipart/form-data"],
        ),
        (
            "03_services",
            ["ValueError"],
            ["304 Not Modified", " 416 ", "500 Internal", "Bearer"],
        ),
    ],
)
def test_site(unit: str, raised: list[str], shown: list[str], tmp_path: Path) -> None:
    """All calls that it proposes do what they are there for, with a right program."""
    work = tmp_path / unit
    work.mkdir()
    (work / "http_tasks.py").write_bytes((SOLUTIONS / unit / "http_tasks.py").read_bytes())
    with peer(f"{unit}/http_tasks") as terminal:
        command, calls = terminal.command(), []
        while line := terminal.until(r"^(?:    (\w+\(.*|\w+ = .*|open.*)| *)$") or not calls:
            calls += [line] if isinstance(line, str) and line.strip() else []
        done = subprocess.run(
            [sys.executable, *command],
            cwd=work,
            input="\n".join(calls) + "\n",
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
        )
        assert terminal.interrupt() == 0
    errors = re.findall(
        r"^(?:requests\.exceptions\.)?(\w+(?:Error|Timeout): .*)", done.stderr, re.M
    )
    last = [line for line in errors if any(line.startswith(name) for name in raised)]
    assert len(last) == len(raised), done.stderr
    assert len(calls) >= 8
    assert all(words in terminal.text for words in shown), terminal.text


# ------------------------------------------------------------------ what cannot be


@LONG
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["01/tcp_server", "--drop", "1"], "--drop makes no sense here"),
        (["01/udp_server", "--fragment", "1"], "--fragment makes no sense here"),
        (["01/udp_client", "--reset-after", "1"], "--reset-after makes no sense here"),
        (["01/udp_client", "--drop", "0"], "'0' names no datagrams"),
        (["01/tcp_client", "--delay", "soon"], "'soon' is no number of seconds"),
        (["01/tcp_client", "--fragment", "0"], "'0' is no number of bytes"),
        (["01/tcp_client", "--port", "65536"], "'65536' is no port"),
        (["01/tcp_client", "--path", "x"], "no path"),
        (["02/tcp_client", "--path", "x", "--port", "1234"], "a path or a port"),
        (["02/tcp_client", "--path", "x", "--reset-after", "1"], "knows no reset"),
        (["02/tcp_client", "--path", "/nowhere/x"], "no socket can be at /nowhere/x"),
    ],
)
def test_wrong_use_is_one_line(grader, words: list[str], said: str) -> None:
    run = grader("peer", *words, report=False)
    assert run.status == 2
    assert said in run.errors
    assert run.errors.count("\n") == 1


@LONG
@pytest.mark.parametrize("program", ["tcp_client", "udp_client"])
def test_port_that_is_taken(grader, program: str) -> None:
    kind = socket.SOCK_STREAM if program == "tcp_client" else socket.SOCK_DGRAM
    with socket.socket(socket.AF_INET, kind) as taken:
        taken.bind(("127.0.0.1", 0))
        if kind == socket.SOCK_STREAM:
            taken.listen()
        port = taken.getsockname()[1]
        run = grader("peer", f"01/{program}", "--port", port, report=False)
    assert run.status == 2
    assert f"port {port} is taken" in run.errors


def test_program_without_a_peer_has_its_checks() -> None:
    """As one that somebody has just added to the course."""
    with pytest.raises(WrongUse, match="01_hello/new cannot be tried by hand"):
        beside.play(Target("01_hello", "new"), Faults(), port=None, path=None, seed=1)


@LONG
def test_input_that_is_not_text() -> None:
    target = "01_hello/udp_server"
    with peer(target) as terminal, start(target, terminal.command()) as server:
        out, errors = terminal.process.communicate(b"one\n\xff\xfe\nlast", timeout=60)
        server.kill()
    assert errors.count(b"\n") == 1
    assert b"is not UTF-8" in errors
    assert b"'ONE'" in out and b"'LAST'" in out


@LONG
def test_reader_that_goes_away() -> None:
    """`… | head -3` ends it, without a word."""
    with peer("01_hello/tcp_client") as terminal:
        command = terminal.command()
        terminal.out.close()
        with start("01_hello/tcp_client", command) as client:
            client.communicate(timeout=60)
        assert terminal.process.wait(timeout=60) == 0
        assert terminal.errors.read() == b""


# ------------------------------------------------------------------ what is too much


async def first_line(of: Typed) -> str:
    """Give the first line of an input."""
    return await anext(aiter(of))


def test_input_that_has_no_end_waits_until_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    reads, too_many = itertools.count(), threading.Event()

    def read(*_: object) -> bytes:
        if next(reads) > 1000:
            too_many.set()
        return b"" if too_many.is_set() else b"y\n"

    monkeypatch.setattr("grader.byhand.typed.os.read", read)

    async def read_slowly() -> bool:
        assert await first_line(Typed(print)) == "y"
        return await asyncio.to_thread(too_many.wait, 0.2)

    assert not asyncio.run(read_slowly())


def test_whole_line_that_is_too_long_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    long = b"x" * ((1 << 20) + 1)
    pieces = iter([long, long, b"end\nb\n"])
    monkeypatch.setattr("grader.byhand.typed.os.read", lambda *_: next(pieces, b""))
    said: list[str] = []
    assert asyncio.run(first_line(Typed(said.append))) == "b"
    assert len(said) == 1
    assert "longer than 1 MiB" in said[0]


def test_what_comes_after_a_length_that_is_too_long_is_not_kept() -> None:
    speech = Framed()
    assert "more than 16 MiB" in speech.heard(b"\xff" * 9)[0]
    assert speech.heard(b"x" * 9) == []


@pytest.mark.parametrize("path, says", [("", "--path is empty"), ("/" + "a" * 200, "too long")])
def test_path_that_no_socket_can_have(path: str, says: str) -> None:
    (target,) = (each for each in layout.everything() if str(each) == "02_rough_seas/tcp_server")
    with pytest.raises(WrongUse, match=says):
        beside.play(target, Faults(), port=None, path=path, seed=1)
