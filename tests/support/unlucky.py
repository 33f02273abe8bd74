"""Dice that often throw what they have thrown before: what comes once in a million runs, at once."""

import random
from collections import defaultdict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from grader.dice import Dice

AGAIN = 0.3  # of all throws
MOST_LETTERS = 10  # of a word that may come again; a longer one never does so by chance
LETTERS = "ghij"  # few of them, so that short words are parts of long ones
Thrown = TypeVar("Thrown", bound=Hashable)


class Unlucky(Dice):
    """Dice whose words, choices and numbers are often the same as earlier ones."""

    def __init__(self, seed: int | str) -> None:
        self._thrown: defaultdict[Hashable, list[Any]] = defaultdict(list)
        self._luck = random.Random(f"{seed}:luck")
        super().__init__(seed)

    def choices(self, population: Any, *args: Any, k: int = 1, **kwargs: Any) -> list[Any]:
        def throw() -> tuple[Any, ...]:
            return tuple(super(Unlucky, self).choices(population, *args, k=k, **kwargs))

        return list(throw() if k > MOST_LETTERS else self._thrown_again((population, k), throw))

    def choice(self, seq: Any) -> Any:
        return self._thrown_again(str(seq), lambda: super(Unlucky, self).choice(seq))

    def randrange(self, start: int, stop: int | None = None, step: int = 1) -> int:
        def throw() -> int:
            return super(Unlucky, self).randrange(start, stop, step)

        return self._thrown_again((start, stop, step), throw)

    def _thrown_again(self, kind: Hashable, throw: Callable[[], Thrown]) -> Thrown:
        before = self._thrown[kind]
        if before and self._luck.random() < AGAIN:
            return self._luck.choice(before)
        before.append(throw())
        return before[-1]
