"""What a peer has that is played by hand: words, a transcript, faults on purpose, typed lines.

The learner's program is started by the learner, in another terminal. So nothing here knows how
it ends or what it prints, and nobody judges it: the peer does its part as the contract of the
program says, as long as somebody likes, and its transcript is shown as it happens.
"""

import asyncio
import re
import shlex
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from grader.dice import Dice
from grader.i18n import gettext, ngettext
from grader.peers.transcript import Transcript

LOOPBACK = "127.0.0.1"
LONGEST_DELAY = 3600.0  # seconds


class Impossible(Exception):
    """What the user asks for cannot be done; the text is one line that says why."""


@dataclass(frozen=True)
class Faults:
    """What goes wrong on the way on purpose, the same each time."""

    fragment: int | None = None  # bytes of a piece
    drop: frozenset[int] = frozenset()  # numbers of the datagrams that come and are lost
    delay: float = 0.0  # seconds before each thing that is sent
    reset_after: int | None = None  # bytes that are sent on a connection

    @property
    def named(self) -> list[str]:
        """The options of those that are wanted."""
        wanted = {
            "--fragment": self.fragment is not None,
            "--drop": bool(self.drop),
            "--delay": bool(self.delay),
            "--reset-after": self.reset_after is not None,
        }
        return [name for name, is_wanted in wanted.items() if is_wanted]


STREAM = frozenset({"--fragment", "--delay", "--reset-after"})
DATAGRAMS = frozenset({"--drop", "--delay"})


class Lines(Protocol):
    """What is typed, or comes from a pipe: line by line, until the end."""

    def __aiter__(self) -> AsyncIterator[str]: ...


@dataclass
class Hand:
    """One session: everything that the peer of a program needs."""

    file: str  # of the program, as one types it
    dice: Dice
    faults: Faults
    port: int
    is_port_given: bool  # or drawn by us
    path: str | None  # of a Unix-domain socket, in the place of a host and a port
    folder: str  # for files that the program is to read
    transcript: Transcript
    tell: Callable[[str], None]  # shows a line that is no step
    note: Callable[[str], None]  # shows what the last step means
    lines: Lines
    conversations: int = 0
    _has_shown_command: bool = False

    @property
    def address(self) -> list[str]:
        """The arguments of a program that say where the server is."""
        return [LOOPBACK, str(self.port)] if self.path is None else [self.path]

    def show_command(self, arguments: Sequence[str]) -> None:
        """Show what to type in the other terminal, once."""
        if self._has_shown_command:
            return
        self._has_shown_command = True
        self.show_commands([arguments])

    def show_commands(self, each: Sequence[Sequence[str]]) -> None:
        """Show several commands for the other terminal, of which one is typed at a time."""
        self.tell(
            gettext("In another terminal, in the folder of your program, type:")
            if len(each) == 1
            else gettext("In another terminal, in the folder of your program, type one of these:")
        )
        self.tell("")
        for arguments in each:
            self.tell(f"    python {shlex.join([self.file, *arguments])}")
        self.tell("")

    def tell_of_nobody(self, arguments: Sequence[str]) -> None:
        """Say that the program does not listen yet, and what starts it."""
        self.tell(
            gettext(
                "Nobody listens at {address} now. Waiting until your program does (Ctrl-C ends).",
                address=" ".join(self.address),
            )
        )
        self.show_command(arguments)

    async def pause(self) -> None:
        """Wait before something is sent, if that is a fault that is wanted."""
        if self.faults.delay:
            self.transcript.step(
                gettext(
                    "nothing is sent for {seconds} s, on purpose", seconds=f"{self.faults.delay:g}"
                )
            )
            await asyncio.sleep(self.faults.delay)


@dataclass(frozen=True)
class Peer:
    """The peer of one program: how it is played, and which faults make sense on its way.

    It `listens` where the program is a client; else it connects to the program.
    """

    play: Callable[[Hand], Awaitable[None]]
    faults: frozenset[str]
    listens: bool
    may_have_path: bool = False

    def refusal(self, faults: Faults) -> str | None:
        """Say in one line why these faults make no sense here; None if they do."""
        senseless = [name for name in faults.named if name not in self.faults]
        if not senseless:
            return None
        if "--drop" in senseless:
            return gettext("--drop makes no sense here: only datagrams are lost, and this is TCP")
        return gettext(
            "{option} makes no sense here: datagrams travel whole, and have no connection",
            option=senseless[0],
        )


def numbers(text: str) -> frozenset[int] | None:
    """Read the value of --drop, such as `1,3`; None if it is no list of numbers."""
    if not re.fullmatch(r"[1-9]\d{0,5}(,[1-9]\d{0,5})*", text, re.ASCII):
        return None
    return frozenset(map(int, text.split(",")))


def seconds(text: str) -> float | None:
    """Read the value of --delay; None if it is no number of seconds."""
    if not re.fullmatch(r"\d{1,5}(\.\d{1,6})?", text, re.ASCII):
        return None
    value = float(text)
    return value if 0 < value <= LONGEST_DELAY else None


def count_of(conversations: int) -> str:
    """Say how many conversations there were."""
    return ngettext("{number} conversation.", "{number} conversations.", conversations)
