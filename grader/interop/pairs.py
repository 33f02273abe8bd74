"""The pairs of programs that can be played against each other, and what names them.

01/tcp   01_hello/tcp         a pair
01   01_hello                 all pairs of a unit
01/tcp_client   and its like  the pairs that this program belongs to
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from grader.course import checks, layout, targets
from grader.course.layout import Target
from grader.i18n import gettext
from grader.subjects.pairs import Pair


@dataclass(frozen=True)
class Known:
    """A pair of a unit, by its place. It can be pickled: the file is imported where it is used."""

    unit: str
    name: str

    @cached_property
    def pair(self) -> Pair:
        """What its file says. Raises what the file raises."""
        file = layout.pair_file(self.unit, self.name)
        pair: Pair = checks.imported(f"pair_of_{self.unit}_{self.name}", file).PAIR
        return pair

    @property
    def client(self) -> Target:
        """The program that is the client."""
        return Target(self.unit, self.pair.client)

    @property
    def server(self) -> Target:
        """The program that is the server."""
        return Target(self.unit, self.pair.server)

    def __str__(self) -> str:
        return f"{self.unit}/{self.name}"

    def __getstate__(self) -> dict[str, str]:
        return {"unit": self.unit, "name": self.name}


def everything() -> list[Known]:
    """List all pairs of the course, in order."""
    return [Known(unit, name) for unit in layout.units() for name in layout.pairs(unit)]


def choose(words: Sequence[str], here: Path) -> list[Known]:
    """List the pairs that the words name, in the order of the course; no word names all.

    `here` is the folder that paths are relative to. Raises UnknownTarget.
    """
    every = everything()
    if not words:
        return every
    chosen = {known for word in words for known in _named_by(word, every, here)}
    return [known for known in every if known in chosen]


def _named_by(word: str, every: Sequence[Known], here: Path) -> list[Known]:
    by_name = [known for known in every if word in (str(known), short(str(known)))]
    if by_name:
        return by_name
    named = {choice.target for choice in targets.choose([word], here)}
    found = [known for known in every if named & {known.client, known.server}]
    if not found:
        raise targets.UnknownTarget(
            gettext(
                "{word} meets no other learner's program; the pairs that do: {names}",
                word=repr(word),
                names=", ".join(_names(every)),
            )
        )
    return found


def _names(every: Iterable[Known]) -> list[str]:
    return [short(str(known)) for known in every]


def short(name: str) -> str:
    """Give the name of a pair as one types it: a unit is known by its number."""
    unit, _, rest = name.partition("/")
    return f"{unit[:2]}/{rest}"
