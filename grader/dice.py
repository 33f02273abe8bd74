"""The dice of a check: the same seed throws the same, and no text comes twice from them."""

import random
from collections.abc import Callable

MOST_THROWS = 100  # so that one of the last texts of a small kind is found, and none is waited for


class Dice(random.Random):
    """Dice that remember the texts that they have made.

    Two words of six letters are the same once in many millions of times, and a class that is
    graded again and again comes to that: a request whose ID was used before is rightly not
    answered anew, and a right program would lose a point by bad luck.
    """

    def __init__(self, seed: int | str) -> None:
        super().__init__(seed)
        self._made: set[str] = set()

    def fresh(self, throw: Callable[[], str]) -> str:
        """Throw a text that has not come before; one that has, if there is hardly another left."""
        for _ in range(MOST_THROWS):
            text = throw()
            if text not in self._made:
                break
        self._made.add(text)
        return text
