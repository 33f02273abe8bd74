"""Dialects of programs that send texts: how a text may look, and be understood all the same."""

from dataclasses import dataclass
from typing import Literal

from grader.i18n import gettext, gettext_noop

Way = Literal["plain", "case", "blanks", "shown", "wrapped", "any"]
IN_WORDS: dict[Way, str] = {
    "plain": "",
    "case": gettext_noop("{what} may come in other letters, capital or small"),
    "blanks": gettext_noop("{what} may come with other blanks and line ends"),
    "shown": gettext_noop("{what} may come as Python shows bytes, with b and quotes"),
    "wrapped": gettext_noop("{what} may come with something around it"),
    "any": gettext_noop("{what} may be whatever comes"),
}


@dataclass(frozen=True)
class Speech:
    """How a program sends a text: by the rules, or in a way that can be understood all the same."""

    way: Way = "plain"

    def in_words(self, what: str) -> str:
        """Say for learners how `what` may come; nothing if by the rules."""
        return gettext(IN_WORDS[self.way], what=what)

    def understands(self, text: bytes, came: bytes) -> bool:
        """Tell whether what came is this text, as it is or in the program's own way."""
        if came == text or self.way == "plain":
            return came == text
        wanted, got = text.lower(), came.lower()
        return {
            "case": got == wanted,
            "blanks": got.split() == wanted.split(),
            "shown": repr(text).lower().encode() in got,
            "wrapped": wanted in got,
            "any": True,
        }[self.way]


def way_of(text: bytes, came: bytes) -> Way | None:
    """Find out in which way this text was sent; None if in none that we know."""
    ways: tuple[Way, ...] = ("plain", "case", "blanks", "shown", "wrapped")
    return next((way for way in ways if Speech(way).understands(text, came)), None)
