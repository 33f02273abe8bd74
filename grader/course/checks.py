"""What is judged. A check is a pytest function with points, in a file at its program's name.

    @check(points=3, needs="listens")
    def test_answers_hi(tcp_server):
        '''Answers with exactly the two bytes `hi`.

        Hint: Which call sends bytes on a connected socket?
        Hint: …
        '''

The first line of the docstring is what the learner reads, the `Hint:` paragraphs
are a ladder of help. A check whose `needs` was not passed is not run. The points
of a file add up to 20. What a check may ask for is in `conftest.py`.
"""

import inspect
import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """What the decorator and the docstring of a check say."""

    name: str
    points: int
    needs: tuple
    title: str
    hints: tuple


def check(*, points, needs=()):
    """Make a test function a check worth `points`; `needs` names others of its file."""

    def mark(function):
        title, hints = _read_docstring(function)
        function.check = Check(
            name=function.__name__.removeprefix("test_"),
            points=points,
            needs=(needs,) if isinstance(needs, str) else tuple(needs),
            title=title,
            hints=hints,
        )
        return function

    return mark


def _read_docstring(function):
    first, _, rest = (inspect.getdoc(function) or "").partition("\n")
    hints = re.split(r"^Hint: ", rest, flags=re.MULTILINE)[1:]
    return first.rstrip("."), tuple(" ".join(hint.split()) for hint in hints)
