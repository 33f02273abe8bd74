"""How a learner's functions break a rule of the web, and can be understood all the same."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Searching:
    """By which method a search is made, and where its parameters stand (see `peers.dialect`)."""

    method: str = "GET"
    in_body: bool = False

    def told(self) -> str:
        """Say nothing: the checks of this one function tell of it, and no others."""
        return ""

    def shown(self) -> str:
        """Say for learners how the function searches; nothing if by the rule."""
        if self == Searching():
            return ""
        return f"a search by {self.method}, with its parameters in the {'body' if self.in_body else 'URL'}"
