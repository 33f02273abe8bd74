"""Dialects of web clients: how one asks, writes a body and ends, and can be judged all the same."""

import re
from dataclasses import dataclass
from typing import Literal, get_args

from grader.i18n import gettext

SMALL = 9  # bytes of a chunk whose size is written alike in all ways


@dataclass(frozen=True)
class Asking:
    """How a client asks, and can be answered all the same."""

    way: Literal["by the rules", "without an end", "never"] = "by the rules"

    def told(self) -> str:
        """Say for learners in which way it asks; nothing if by the rules."""
        return gettext("its requests have no blank line") if self.way == "without an end" else ""


Way = Literal[
    "as it is",
    "with a line end",
    "without blanks",
    "shown",
    "among others",
    "all that comes",
    "not",
]


@dataclass(frozen=True)
class Writing:
    """How a client writes a body that is printable ASCII on one line."""

    way: Way = "as it is"

    def told(self) -> str:
        """Say for learners in which way it writes; nothing if by the rules."""
        ways: dict[Way, str] = {
            "with a line end": gettext("it writes a line end after the body"),
            "without blanks": gettext("it changes blanks and line ends of the body"),
            "among others": gettext("it writes more than the body"),
            "all that comes": gettext("it writes more than the body"),
            "shown": gettext("it writes the body as Python shows bytes"),
        }
        return ways.get(self.way, "")

    def fits(self, body: bytes, written: bytes) -> bool:
        """Tell whether this is the body, written as it is or in the program's own way."""
        match self.way:
            case "as it is":
                return written == body
            case "with a line end":
                # behind each piece that it prints; the line ends of chunks stay
                return re.sub(rb"(?<!\r)\n", b"", written).rstrip(b"\r\n") == body
            case "without blanks":
                return b"".join(written.split()) == b"".join(body.split())
            case "shown":
                return repr(body)[1:].encode() in written or not (body or written.strip())
            case "among others" | "all that comes":
                return body in written
            case "not":
                return False


@dataclass(frozen=True)
class Arriving:
    """How an answer has to arrive at a client."""

    heads_alone: bool = False  # it loses what comes in one piece with the blank line

    def told(self) -> str:
        """Say for learners how; nothing if in any way."""
        return gettext("headers and body are sent apart") if self.heads_alone else ""


Reads = Literal["all", "small", "one", "with line ends", "none"]


@dataclass(frozen=True)
class Chunks:
    """Which chunks a client reads: all, small ones, the first one, with their line ends, or none."""

    reads: Reads = "all"

    def told(self) -> str:
        """Say for learners which chunks it reads; nothing if all."""
        ways: dict[Reads, str] = {
            "small": gettext("its chunks have at most {number} bytes", number=SMALL),
            "one": gettext("a body comes in one chunk"),
            "with line ends": gettext("line ends between chunks are ignored"),
        }
        return ways.get(self.reads, "")


def reading_of(body: bytes, first: int, written: bytes) -> Chunks:
    """Find out which chunks were read of a body whose first one has so many bytes."""
    if written == body[:first]:
        return Chunks("one")
    return Chunks("with line ends" if without_line_ends(written) == body else "none")


def without_line_ends(written: bytes) -> bytes:
    """Take the line ends out of what was written."""
    return written.replace(b"\r\n", b"")


@dataclass(frozen=True)
class Leaving:
    """How a client ends after a good answer."""

    ends: bool = True
    status: int = 0

    def told(self) -> str:
        """Say nothing: a check that cannot see anything because of it says so itself."""
        return ""


Fails = Literal["cleanly", "without a word", "with status 0"]


@dataclass(frozen=True)
class Failing:
    """How a client ends where there is no good answer."""

    way: Fails = "cleanly"

    def told(self) -> str:
        """Say for learners in which way it fails; nothing if cleanly."""
        ways: dict[Fails, str] = {
            "without a word": gettext("it fails without a word"),
            "with status 0": gettext("it fails with status 0"),
        }
        return ways.get(self.way, "")

    def fits(self, status: int | None, said: str) -> bool:
        """Tell whether a program that has ended like this has failed in this way."""
        match self.way:
            case "cleanly":
                return False  # that is judged by the rule itself
            case "without a word":
                return status is not None and status > 0
            case "with status 0":
                return status == 0 and bool(said.strip())


def way_of_failing(status: int | None, said: str, usual: str) -> Failing:
    """Find out how a program has failed that says `usual` where all is well."""
    if status and status > 0 and not said.strip():
        return Failing("without a word")
    words = re.findall(r"[^\W\d_]{3,}", said)
    says_more = any(word not in usual for word in words)
    return Failing("with status 0" if status == 0 and says_more else "cleanly")


def way_of(body: bytes, written: bytes) -> Writing:
    """Find out in which way this body was written."""
    known = (Writing(way) for way in get_args(Way))
    return next((way for way in known if way.fits(body, written)), Writing("not"))
