"""What a file `pair_NAME.py` is written with: how one learner's client meets another's server.

The two are strangers to each other, and the rules of both are all that they share. So a game is
judged by what both together must come to: the client prints what it was to get, and ends well.
How they came to it is their own affair. Only where they did not is it looked up on the wire
which of the two was the first to leave the rules, where the rules say so; else neither is named.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from grader.dice import Dice
from grader.i18n import gettext
from grader.subjects.base import NO_FILES, Files, first_out_of_turn
from grader.text import clipped

Who = Literal["client", "server"]
Transport = Literal["tcp", "udp"]
Words = Sequence[str | int]
LONGEST = 60  # characters of a value within a sentence


class Apart(Exception):
    """What both were to come to, and did not.

    `by` is the one that was the first to break a rule, if that can be told. The values are
    bytes or a text.
    """

    def __init__(
        self,
        message: str,
        by: Who | None,
        expected: str | bytes | None = None,
        received: str | bytes | None = None,
    ) -> None:
        super().__init__(message)
        self.message, self.by, self.expected, self.received = message, by, expected, received


@dataclass
class Connection:
    """One connection of a client to a server, as far as it went; `order` is who spoke when."""

    by_client: bytearray = field(default_factory=bytearray)
    by_server: bytearray = field(default_factory=bytearray)
    order: list[tuple[Who, Literal["data", "end", "reset"]]] = field(default_factory=list)

    def said(self, who: Who) -> bytes:
        """Give all that one side has sent."""
        return bytes(self.by_client if who == "client" else self.by_server)

    def has_left(self, who: Who) -> bool:
        """Tell whether one side has ended or reset it."""
        return (who, "end") in self.order or (who, "reset") in self.order


@dataclass(frozen=True)
class Datagram:
    """One datagram; `port` stands for the client's socket, as the server sees it."""

    by: Who
    data: bytes
    port: int
    is_elsewhere: bool = False  # it came from another address than the one that was asked


@dataclass
class Run:
    """One run of the client: what it printed, how it ended, and what was on the wire meanwhile."""

    status: int | None = None  # None: it did not end
    printed: str = ""
    stdout: bytes = b""
    errors: str = ""
    connections: list[Connection] = field(default_factory=list)
    datagrams: list[Datagram] = field(default_factory=list)

    @property
    def is_waiting(self) -> bool:
        """Whether the client was still there when patience came to its end."""
        return self.status is None


@dataclass
class Seen:
    """All that was seen of a client and a server together."""

    runs: list[Run] = field(default_factory=list)
    server_status: int | None = None  # None: it did not end by itself
    server_printed: str = ""


@dataclass(frozen=True)
class Call:
    """The words of a command line of the client, and its whole standard input."""

    arguments: Words
    stdin: bytes = b"\n"


class Game:
    """One meeting of a client and a server, with words that its dice have drawn.

    The same seed gives the same words to everybody.
    """

    server_input: bytes | None = None  # its whole standard input; None is open and silent
    server_ends = False  # by itself, after the last run of the client
    # so many bytes of each side come to the other one in one piece, as its rules promise
    gathered: Mapping[Who, int] = MappingProxyType({})

    def __init__(self, dice: Dice) -> None: ...

    @property
    def files(self) -> Files:
        """What lies in the folder of the server, beside its own files."""
        return NO_FILES

    def server_words(self, host: str, port: int) -> Words:
        """Give the server's command line."""
        return host, port

    def calls(self, host: str, port: int) -> Sequence[Call]:
        """Give the client's command lines, one run after the other."""
        return [Call((host, port))]

    def server_is_done(self, seen: Seen, printed: str) -> bool:
        """Tell whether the server has printed what it must, after all runs of the client."""
        return True

    def judge(self, seen: Seen) -> None:
        """Raise Apart where the two did not come to what both together must."""
        try:
            self.expect_success(seen)
        except Apart:
            for run in seen.runs:
                self.look_at_the_wire(run, seen)
            raise

    def expect_success(self, seen: Seen) -> None:
        """Demand what both together must come to, whatever was on the wire. Raises Apart."""
        raise NotImplementedError

    def look_at_the_wire(self, run: Run, seen: Seen) -> None:
        """Raise Apart with the first rule that was broken on the wire, if there is one."""
        raise NotImplementedError


@dataclass(frozen=True)
class Pair:
    """A client and a server of one unit, by the names of their programs, and their game."""

    client: str
    server: str
    transport: Transport
    game: Callable[[Dice], Game]


# ------------------------------------------------------------------ what games demand


def expect_end(run: Run, status: int = 0) -> None:
    """Demand that the client ends by itself, with this status. Raises Apart."""
    if run.status is None:
        raise Apart(gettext("The client is still running."), "client")
    if run.status != status:
        raise Apart(
            gettext("The client ended with another status."), "client", str(status), str(run.status)
        )


def expect_printed(run: Run, texts: Sequence[str]) -> None:
    """Demand that the client has printed these texts in their order. Raises Apart."""
    index = first_out_of_turn(texts, run.printed)
    if index is not None:
        text = clipped(texts[index], LONGEST)
        raise Apart(gettext("The client did not print {text}.", text=text), "client")


def no_answer(run: Run, has_left: bool, what: str) -> Apart:
    """Give what it means that the server's answer is not there, or not whole.

    A client that has gone has not waited for it, or it had gone when the server wanted to answer.
    """
    if run.is_waiting or has_left:
        return Apart(what, "server")
    return Apart(gettext("{what} The client did not wait any longer.", what=what), None)


def expect_connection(run: Run) -> Connection:
    """Demand that the client has connected; give its first connection that was used. Raises Apart."""
    if not run.connections:
        raise Apart(gettext("The client did not connect."), "client")
    used = [each for each in run.connections if each.order]
    return (used or run.connections)[0]


def expect_datagram(run: Run) -> None:
    """Demand that the client has sent a datagram. Raises Apart."""
    if not any(each.by == "client" for each in run.datagrams):
        raise Apart(gettext("The client sent nothing."), "client")
