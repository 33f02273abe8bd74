"""A death: the exception that nobody caught, and what is known of the program around it.

The text of an exception is the same for a server and a client, for a bind() and a connect().
So a row of the tables in this folder looks at the line that raised it, too, and at what the
program is; where it needs one of them and that is not known, it says nothing.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from grader.i18n import gettext

Role = Literal["server", "client"]
Transport = Literal["tcp", "udp", "none"]


@dataclass(frozen=True)
class Around:
    """What is known of a program: what it is, what it was told, and what it is made of."""

    role: Role | None = None
    transport: Transport | None = None
    address: tuple[str, ...] = ()  # HOST and PORT of its command line
    others: tuple[str, ...] = ()  # its other arguments
    files: frozenset[str] = frozenset()  # the learner's own, by name
    behind: tuple[str, ...] = ()  # those that were not copied, each with the reason in brackets
    source: str = ""
    has_connected: bool = False  # by TCP, with a peer of ours


UNKNOWN = Around()


@dataclass(frozen=True)
class Death:
    """An exception: its class with its module, its text, and the line that raised it."""

    exception: str
    detail: str
    statement: str = ""  # what stands in the learner's line
    around: Around = UNKNOWN
    inside: str = ""  # the file in which it was raised, if that is known

    @property
    def starts_a_program(self) -> bool:
        """Whether it was raised because another program could not be started."""
        if "cwd" in self.statement:  # it may be the folder that cannot be gone to
            return False
        starts = r"\b(exec[lv]p?e?|posix_spawnp?)\s*\("
        return self.inside.endswith("subprocess.py") or self.shows(starts)

    @property
    def name(self) -> str:
        """The class without its module."""
        return self.exception.rpartition(".")[2]

    def calls(self, *names: str) -> bool:
        """Tell whether the line calls one of these functions or methods."""
        return any(re.search(rf"\b{name}\s*\(", self.statement) for name in names)

    def shows(self, pattern: str) -> bool:
        """Tell whether something like this stands in the line."""
        return re.search(pattern, self.statement) is not None

    @property
    def receiver(self) -> str:
        """The name of what the line's method is called on, as `conn` in `conn.send(data)`."""
        match = re.search(r"\b([A-Za-z_]\w*)\s*\.\s*[a-z_]+\s*\(", self.statement)
        return match[1] if match else ""

    def was_told_to(self, method: str) -> bool:
        """Tell whether the source calls this method on what the line's one is called on."""
        name = self.receiver
        return bool(name) and bool(re.search(rf"\b{name}\s*\.\s*{method}\s*\(", self.around.source))

    def comes_before(self, first: str, second: str) -> bool:
        """Tell whether the source calls one method before the other, both on what the line's is called on."""
        calls = re.findall(rf"\b{self.receiver}\s*\.\s*({first}|{second})\s*\(", self.around.source)
        return bool(self.receiver) and calls == [first, second]

    @property
    def is_on_the_listener(self) -> bool:
        """Whether the line's method is called on the socket that listens, for all that is known."""
        name, source = self.receiver, self.around.source
        from_accept = rf"^[^=\n]*\b{name}\b[^=\n]*=[^\n]*\baccept\s*\("
        as_argument = rf"^[ \t]*(?:async[ \t]+)?def\s[^\n]*\([^\n]*\b{name}\b"
        told = self.was_told_to("listen") or self.was_told_to("accept")
        is_another = re.search(f"{from_accept}|{as_argument}", source, re.MULTILINE)
        return told and not self.was_told_to("connect") and not is_another


Row = Callable[[Death], str | None]


def says(part: str, meaning: str) -> Row:
    """Make a row that applies where the exception's text has this part.

    `meaning` is marked by gettext_noop().
    """
    return lambda death: gettext(meaning) if part in death.detail else None


def always(meaning: str) -> Row:
    """Make a row that always applies; `meaning` is marked by gettext_noop()."""
    return lambda death: gettext(meaning)
