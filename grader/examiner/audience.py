"""Who follows an examination while it goes on, and does not wait for its results."""

from typing import Literal, Protocol

from grader.report import Event

Stream = Literal["stdout", "stderr"]


class Audience(Protocol):
    """It hears what the report will tell, check by check, as it happens."""

    def begin(self, check: str) -> None:
        """Hear that this check begins, or another case of it."""

    def hear(self, step: str, event: Event | None) -> None:
        """Hear a step, and its event if it is one on the wire."""

    def printed(self, stream: Stream, data: bytes) -> None:
        """Hear what the program has printed."""
