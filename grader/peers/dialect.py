"""Dialects: how a program breaks a rule of its protocol, and can be understood all the same.

One mistake costs its own rule. When the check for a rule has failed and what came shows how
the program speaks (lengths in little-endian, say), the peers of the later checks speak so,
too, and judge what those checks are about.
"""

from typing import Protocol, TypeVar


class Dialect(Protocol):
    """One family of dialects: a frozen dataclass whose defaults are the rules' own way."""

    def told(self) -> str:
        """Say for learners in which way the program speaks; nothing if by the rules."""


Spoken = TypeVar("Spoken", bound=Dialect)
