"""The pages of the course, and a desk at which all that a section tells the learner to do is done.

What stands after a fence says what a block is:

    sh               a command to paste; it ends with status 0 (`sh fails`: with another one)
    sh stays         a command for the first terminal; it runs until the next one, or the section's end
    sh by-hand       is not run here
    text             after a command, in the same part: all that it shows; else a drawing
    text stays       what the first terminal shows by then
    text drawing     a drawing, wherever it stands
    python           a file if its first line is `# name.py`, else an excerpt, which has to compile
    pycon            a session of doctests; those of a section share their names

A desk is a copy of the assignments in which the programs are solved. Its ports are free ones
in place of those of the pages, with as many digits, and what is shown has the page's again.
"""

import contextlib
import itertools
import json
import os
import random
import re
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from conftest import ROOT
from doctester import matches
from grader.course import lessons
from grader.course.lessons import Block, Section

if os.name != "nt":  # a desk is one of Linux
    import fcntl
    import pty
    import termios

PORTS = ("8898", "8080", "8000", *map(str, range(9000, 9010)))
FREE_PORTS = range(9100, 10000)
WORKERS = 8  # that share them: no two of them ever choose the same
KINDS = {
    ("sh",),
    ("sh", "fails"),
    ("sh", "stays"),
    ("sh", "by-hand"),
    ("text",),
    ("text", "stays"),
    ("text", "drawing"),
    ("python",),
    ("pycon",),
}
TOOLS = ("nc", "curl", "dig", "ss", "lsof", "tshark", "xxd", "openssl", "netstat", "nslookup")
FILE = re.compile(r"#\s*(\w[\w-]*\.py)\b")
PATIENCE = 60.0  # seconds for what has to happen
TO_BE_SHOWN = 20.0  # seconds for what the first terminal shows of it
ENDING = 2.0
COLUMNS = 200
READY_STATES = {"01", "0A", "07"}  # connected, listening, and what a datagram socket has
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@dataclass(frozen=True)
class Lesson:
    """A section of a page, with what stands before it there."""

    page: Path
    section: Section
    earlier: tuple[Section, ...]

    @property
    def name(self) -> str:
        """The page and the section, for the name of a test."""
        place = self.page.relative_to(ROOT).with_suffix("")
        return f"{place}: {self.section.title or 'top'}"

    def blocks(self) -> Iterator[tuple[str, Block]]:
        """Yield each fenced block with the heading of the part that it stands in."""
        yield from blocks(self.section)


def blocks(section: Section) -> Iterator[tuple[str, Block]]:
    """Yield each fenced block of a section with the heading of its part."""
    yield from (("", block) for block in lessons.blocks(section.opening))
    for part in section.parts:
        yield from ((part.title, block) for block in part.blocks)


def pages() -> list[Path]:
    """Give all pages of the assignments in English; `verify` holds the others to them."""
    found = (ROOT / "assignments").rglob("*.md")
    return sorted(path for path in found if "." not in path.stem)


def all_lessons() -> list[Lesson]:
    """Give each section of each page."""
    return [lesson for page in pages() for lesson in lessons_of(page)]


def lessons_of(page: Path) -> list[Lesson]:
    """Give each section of a page."""
    sections = lessons.sections(page.read_text(encoding="utf-8"))
    return [Lesson(page, each, tuple(sections[:n])) for n, each in enumerate(sections)]


def drawings(section: Section) -> list[Block]:
    """Give the blocks of text that show no output."""
    found, part_of_command = [], None
    for part, block in blocks(section):
        if block.kind in ("sh", "pycon"):
            part_of_command = part if block.kind == "sh" else None
        elif block.words == ("text", "drawing") or (
            block.words == ("text",) and part != part_of_command
        ):
            found.append(block)
    return found


def file_name(block: Block) -> str | None:
    """Give the name of the file that a block of Python is; None for an excerpt."""
    found = FILE.match(block.text)
    return found[1] if found and block.kind == "python" else None


def compiles(source: str) -> bool:
    """Tell whether an excerpt of Python is right, also where it is the inside of a function."""
    source = textwrap.dedent(source)
    for text in (source, "async def excerpt():\n" + textwrap.indent(source, "    ")):
        with contextlib.suppress(SyntaxError):
            compile(text, "excerpt", "exec", dont_inherit=True)
            return True
    return False


# ------------------------------------------------------------------ the desk


class Desk:
    """A learner's place for one section: a folder, two terminals, an interpreter."""

    _course = ROOT

    def __init__(self, lesson: Lesson, folder: Path) -> None:
        self._lesson = lesson
        self._ports = dict(zip(PORTS, _free_ports(len(PORTS)), strict=True))
        self._folder = folder
        self._place = self._chosen_place()
        self._first: Terminal | None = None  # that of `sh stays`
        self._others: list[Terminal] = []
        self._interpreter: Interpreter | None = None
        self._last: tuple[str, str] | None = None  # the part of a command, and what it has shown
        self.skipped: list[str] = []
        self._lay_out()

    def _chosen_place(self) -> Path:
        """Give the folder in which commands are typed."""
        return self._folder / self._lesson.page.parent.relative_to(ROOT)

    def _lay_out(self) -> None:
        """Make the place, and save the examples of earlier sections."""
        self._furnish()
        for section in self._lesson.earlier:
            for _, block in blocks(section):
                self._save_example(block)

    def _furnish(self) -> None:
        """Copy the assignments, and solve the programs of the page."""
        shutil.copytree(ROOT / "assignments", self._folder / "assignments")
        beside = ROOT / "solutions" / self._lesson.page.parent.name
        for path in beside.glob("*.py"):
            self._save(path.name, path.read_text(encoding="utf-8"))

    def _save_example(self, block: Block) -> None:
        if name := file_name(block):
            self._save(name, block.text)

    def _save(self, name: str, text: str) -> None:
        (self._place / name).write_text(self._with_free_ports(text), encoding="utf-8")

    def do_all(self) -> None:
        """Do all that the section says, in order. Raises AssertionError where it is not so.

        Where a command was skipped, the next one that goes wrong is the last: it may need the other.
        """
        for part, block in self._lesson.blocks():
            try:
                self._do(part, block)
            except AssertionError as error:
                if self.skipped:
                    return
                raise AssertionError(f"{self._lesson.name}, “{part}”\n{error}") from None

    def close(self) -> None:
        """End all that is still running."""
        for each in (self._first, self._interpreter, *self._others):
            if each:
                each.stop()

    def _do(self, part: str, block: Block) -> None:
        if block.kind == "sh":
            self._command(part, block)
        elif block.kind == "text":
            self._compare(part, block)
        elif block.kind == "pycon":
            self._last = None
            self._session(block)
        else:
            self._save_example(block)

    def _command(self, part: str, block: Block) -> None:
        self._last = None
        if "by-hand" in block.words:
            return
        missing = [tool for tool in _tools(block.text) if not shutil.which(tool)]
        if missing:
            self.skipped.append(f"{block.text.strip()} (no {', '.join(missing)})")
            return
        terminal = Terminal(self._with_free_ports(block.text), self._place, self._environment())
        if "stays" in block.words:
            if self._first:
                self._first.stop()
            self._first = terminal
            terminal.wait_until_ready()
            self._last = (part, "stays")
            return
        self._others.append(terminal)
        status = terminal.wait()
        shown = self._with_own_ports(terminal.shown())
        assert status is not None, f"has not ended in {PATIENCE:.0f} s:\n{block.text}\n{shown}"
        assert (status != 0) == ("fails" in block.words), (
            f"ended with status {status}:\n{block.text}\n{shown}"
        )
        self._last = (part, shown)

    def _compare(self, part: str, block: Block) -> None:
        """Compare what a command has shown with the page, which may wait for the first terminal."""
        is_of_first = block.words == ("text", "stays") or self._last == (part, "stays")
        if "drawing" in block.words or (not is_of_first and (self._last or ("",))[0] != part):
            return
        if self._last is None and not self._first:
            return  # after a command that was skipped
        if not is_of_first:
            assert self._last
            shown = self._last[1]
            assert matches(block.text, shown), _differ(block.text, shown)
            return
        assert self._first, f"there is no first terminal:\n{block.text}"
        until = time.monotonic() + TO_BE_SHOWN
        while not matches(block.text, shown := self._with_own_ports(self._first.shown())):
            assert time.monotonic() < until, _differ(block.text, shown)
            time.sleep(0.02)

    def _session(self, block: Block) -> None:
        if self._interpreter is None:
            self._interpreter = Interpreter(self._place, self._environment())
        wrong = self._interpreter.failures(self._with_free_ports(block.text))
        assert not wrong, self._with_own_ports(wrong)

    def _environment(self) -> dict[str, str]:
        home = self._folder / "home"
        home.mkdir(exist_ok=True)
        (home / ".curlrc").write_text("no-styled-output\n")
        python = Path(sys.executable).parent
        return {
            "PATH": f"{python}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "TERM": "dumb",
            "NO_COLOR": "1",
            "PYTHONPATH": str(self._course),  # for `python -m grader`
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def _with_free_ports(self, text: str) -> str:
        return _exchanged(text, self._ports)

    def _with_own_ports(self, text: str) -> str:
        return _exchanged(text, {free: own for own, free in self._ports.items()})


def _exchanged(text: str, ports: dict[str, str]) -> str:
    names = "|".join(ports)  # the mask 0x8000 is none of them
    return re.sub(rf"(?<![\dx])(?:{names})(?!\d)", lambda found: ports[found[0]], text)


def _free_ports(number: int) -> list[str]:
    """Give ports on which nobody listens, out of those that this process of the tests has for itself."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % WORKERS
    candidates = list(FREE_PORTS)[worker::WORKERS]
    random.Random(os.getpid() + time.monotonic_ns()).shuffle(candidates)
    free = (str(port) for port in candidates if _is_free(port))
    return list(itertools.islice(free, number))


def _is_free(port: int) -> bool:
    try:
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            with socket.socket(socket.AF_INET, kind) as trial:
                trial.bind(("", port))
    except OSError:
        return False
    return True


def _tools(command: str) -> list[str]:
    return [tool for tool in TOOLS if re.search(rf"(?<![\w./-]){tool}(?![\w./-])", command)]


def _differ(page: str, shown: str) -> str:
    return f"the page shows:\n{textwrap.indent(page, '  ')}\nand this came:\n{textwrap.indent(shown, '  ')}"


# ------------------------------------------------------------------ terminals


class Terminal:
    """A command in a terminal of its own, in which nobody types anything."""

    def __init__(self, command: str, folder: Path, environment: dict[str, str]) -> None:
        self._ours, theirs = pty.openpty()
        _make_plain(theirs)
        self._process = subprocess.Popen(
            ["bash", "-c", command],
            cwd=folder,
            env=environment,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        self._pieces: list[bytes] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        with contextlib.suppress(OSError):  # nobody has it open any more
            while data := os.read(self._ours, 1 << 16):
                self._pieces.append(data)

    def shown(self) -> str:
        """Give all that it has shown until now."""
        return ESCAPES.sub("", b"".join(self._pieces).decode("utf-8", "replace"))

    def wait(self) -> int | None:
        """Give the status that the command ends with; None if it does not end."""
        try:
            status = self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            return None
        self._read_the_rest()
        return status

    def _read_the_rest(self) -> None:
        """Let the reader come to its end, or to that of what has been shown.

        A process that the command has left behind may hold the terminal open.
        """
        until = time.monotonic() + PATIENCE
        is_left = True
        while is_left and self._reader.is_alive() and time.monotonic() < until:
            is_left = bool(select.select([self._ours], [], [], 0)[0])
            self._reader.join(0.1)

    def wait_until_ready(self) -> None:
        """Wait until one of its processes has a socket, or it ends."""
        until = time.monotonic() + PATIENCE
        while self._process.poll() is None:
            if _sockets_of(self._process.pid) & _ready_sockets():
                return
            assert time.monotonic() < until, f"has no socket yet:\n{self.shown()}"
            time.sleep(0.02)

    def stop(self) -> None:
        """End all its processes, at first as Ctrl-C does."""
        for number in (signal.SIGINT, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(ENDING)
        self._reader.join(ENDING)
        os.close(self._ours)


def _make_plain(terminal: int) -> None:
    """Have the terminal change nothing in what is shown, and be wide enough for every line."""
    settings = termios.tcgetattr(terminal)
    settings[1] &= ~termios.OPOST
    settings[3] &= ~termios.ECHO
    termios.tcsetattr(terminal, termios.TCSANOW, settings)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))


def _sockets_of(session: int) -> set[str]:
    """Give the inodes of the sockets that the processes of a session have open."""
    found = set()
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it has ended
            after_its_name = (path / "stat").read_text().rpartition(")")[2].split()
            if int(after_its_name[3]) == session:
                links = (os.readlink(each) for each in (path / "fd").iterdir())
                found |= {link[8:-1] for link in links if link.startswith("socket:[")}
    return found


def _ready_sockets() -> set[str]:
    """Give the inodes of all sockets that are bound or connected."""
    found = set()
    for name in ("tcp", "tcp6", "udp", "udp6"):
        with contextlib.suppress(OSError):
            for line in Path("/proc/net", name).read_text().splitlines()[1:]:
                words = line.split()
                if words[3] in READY_STATES:
                    found.add(words[9])
    for line in Path("/proc/net/unix").read_text().splitlines()[1:]:
        words = line.split()
        if len(words) > 7:  # it has a path
            found.add(words[6])
    return found


class Interpreter:
    """An interpreter that does the doctests of a section (see doctester.py)."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, ROOT / "tests" / "support" / "doctester.py"],
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def failures(self, session: str) -> str:
        """Run a session; give what went wrong, or ""."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(session) + "\n")
        self._process.stdin.flush()
        if not select.select([self._process.stdout], [], [], PATIENCE)[0]:
            return f"has not ended in {PATIENCE:.0f} s:\n{session}"
        answer: str = json.loads(self._process.stdout.readline() or '"the interpreter has ended"')
        return answer

    def stop(self) -> None:
        """End it."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.communicate()
