"""In which ways of its own a DNS lookup asks, reads and prints, and is judged all the same."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from grader.failures.diagnosis.addresses import IN_WORDS, Form
from grader.peers.dns.answers import Way


@dataclass(frozen=True)
class Asking:
    """How a client asks; the defaults are the rule's own way."""

    is_other: bool = False  # its queries are not as they should be, and can be answered
    has_turned_numbers: bool = False  # the least significant byte comes first
    has_other_name: bool = False  # NAME is not in them as it should be
    is_repaired: bool = False  # its answers have the question as it should have been

    def told(self) -> str:
        """Say for learners in which way the program speaks; nothing if by the rules."""
        if self.has_turned_numbers:
            return "in the answers, too, numbers have their least significant byte first"
        if self.is_repaired:
            return "its query is answered as if its question had been as it should be"
        return "its query is answered all the same, and gets its question back" * self.is_other


@dataclass(frozen=True)
class Reading:
    """How names are written that a client reads; the default is the usual way."""

    way: Way = "first"
    most: int | None = (
        None  # bytes of a datagram that it takes, if that is too few for some answers
    )

    def told(self) -> str:
        """Say for learners in which way the program speaks; nothing if by the rules."""
        said = ["names in the answers are written out in full"] * (self.way == "full")
        said += [f"its answers have at most {self.most} bytes"] * (self.most is not None)
        return "; ".join(said)


@dataclass(frozen=True)
class Printing:
    """How a client prints an address; the defaults are the rule's own way."""

    is_seen: bool = False  # it prints one address, and something else was wrong
    form: Form = "dotted"
    on_errors: bool = False  # on standard error, not on standard output
    ends_well: bool = (
        False  # after an answer it ends with status 0, and has not printed the address
    )

    def told(self) -> str:
        """Say for learners in which way the program speaks; nothing if by the rules."""
        said = [IN_WORDS[self.form]] * (self.form != "dotted")
        said += ["on standard error"] * self.on_errors
        return f"an address may be printed {', '.join(said)}" if said else ""


@dataclass(frozen=True)
class Resending:
    """How long a client waits for an answer, in seconds; the defaults are the rule's own way."""

    shortest: float = 0.5
    longest: float = 2.0
    hangs: bool = False  # without an answer it neither sends again nor ends

    def told(self) -> str:
        """Say for learners in which way the program speaks; nothing if by the rules."""
        if (self.shortest, self.longest) == (0.5, 2.0):
            return ""
        return f"it sends again after {self.shortest:.1f} to {self.longest:.1f} s"


def bytes_taken(source: str) -> int | None:
    """Give how many bytes of a datagram a program takes, if its source says so."""
    sizes = []
    for word in re.findall(r"\brecv(?:from|msg)?\s*\(\s*(\w+)", source):
        value = re.search(rf"^\s*{word}\b[^=\n]{{0,20}}=\s*(\d+)\s*(?:#|$)", source, re.MULTILINE)
        size = value[1] if value else word
        sizes += [int(size)] if size.isdecimal() and len(size) < 10 else []
    return max(sizes, default=None)


def how_predictable(ids: Sequence[int]) -> str | None:
    """Say how the IDs of several runs can be foreseen; None if nothing is seen of that."""
    steps = {(later - earlier) % 65536 for earlier, later in pairwise(ids)}
    if steps == {0}:
        return "the same ID in each run"
    if steps == {1}:
        return "IDs that go up by one"
    # a clock of seconds, for one: four random IDs are like that once in 10 ** 13 times
    return "IDs that stay the same or go up by one" if steps == {0, 1} else None
