"""What can go wrong between a peer and a learner's program.

One family, `Failure`: the learner's program broke a rule. `NotStarted` and `NotHere` are
nobody's mistake, `Unseen` is the mistake of an earlier check. Whatever else a check raises is the grader's own fault and never costs
a point.

Each failure may carry what was expected and what came, and a diagnosis: what this symptom
usually means. A diagnosis is given where the failure is raised, or worked out from its
data by `grader.failures.diagnosis`; never from the words of its message.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from grader.i18n import gettext_noop

if TYPE_CHECKING:
    from grader.launch.program import Program

# What a failure compares: bytes of the wire, or text about anything else.
Compared = bytes | str | None
NOTHING = gettext_noop("(nothing)")  # what was received where nothing was printed


class Failure(Exception):
    """The program did something other than the rule says."""

    def __init__(
        self,
        message: str,
        *,
        expected: Compared = None,
        received: Compared = None,
        diagnosis: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.expected = expected
        self.received = received
        self.diagnosis = diagnosis
        self.known: str | None = None  # where it happened; told beside any explanation
        # whether a probe has shown that it is so: then no exception explains more
        self.is_established = False
        self.program: Program | None = None  # the run that failed, if another one followed it

    def establish(self, diagnosis: str) -> None:
        """Explain this failure by what a probe has shown."""
        self.diagnosis, self.is_established = diagnosis, True


class Mismatch(Failure):
    """Something came, and it is not what was asked for."""


class Surplus(Mismatch):
    """The right thing came, and then more."""


class NothingCame(Failure):
    """The program kept silent until the deadline."""


class SpokeTooSoon(Failure):
    """The program sent something before it was its turn."""


class ConnectionEnded(Failure):
    """The program closed or reset the connection where it should not have."""


class NotReachable(Failure):
    """Nobody is where the program was told to be, or comes to where it was told to come."""

    found: tuple[str, int] | None = None  # the address at which it was found instead


class NotPrinted(Failure):
    """What was asked for did not appear on standard output."""


class TooMuch(Failure):
    """The program asked a server more often, or sent more, than any rule lets it."""


class StillRunning(Failure):
    """The program should have ended and did not."""


class WrongStatus(Failure):
    """The program ended with another exit status than the rule says."""


class TookTooMuch(Failure):
    """The program took far more of something than any task needs, and was ended."""


class Raised(Failure):
    """The function that was called raised an exception; `families` names its class and bases.

    `kinds` names them as Python does, with their modules: requests has a ConnectionError and
    an HTTPError that are not Python's own.
    """

    def __init__(
        self,
        message: str,
        *,
        kinds: Sequence[str] = (),
        diagnosis: str | None = None,
        on_purpose: bool = False,
    ) -> None:
        super().__init__(message, diagnosis=diagnosis)
        self.on_purpose = on_purpose  # a line of the function's says `raise`
        self.kinds = kinds
        self.families = [kind.rpartition(".")[2] for kind in kinds]

    def is_of_requests(self, family: str) -> bool:
        """Tell whether it is of this family of requests' own exceptions."""
        return f"requests.exceptions.{family}" in self.kinds


class ProgramEnded(Failure):
    """The program ended although something was still expected of it."""


class Unusable(Failure):
    """The file as a whole cannot be judged: it is no program, or does not start.

    No other check of the file can say more, so none is run.
    """


class NotHere(Exception):
    """This machine lacks what the check is about, which is then not run and worth no points."""


class Unseen(Exception):
    """What this check is about cannot be seen, because of what the check `because` has shown.

    The program lost that one; this one is not run, as if it had been among its `needs`.
    """

    def __init__(self, because: str) -> None:
        super().__init__(because)
        self.because = because


class NotStarted(Exception):
    """The program (`whole`), or the function that was called, is still the untouched stub."""

    def __init__(self, whole: bool = False) -> None:
        super().__init__()
        self.whole = whole
