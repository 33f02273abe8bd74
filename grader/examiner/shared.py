"""Programs that go on: several checks look at one run, as long as all that it does is right.

To start a program takes longer than most of what is asked of it. Where the KIND of a checks file
says `shares_runs`, a subject may leave its program to the next one who would start the same:

    program = examination.go_on("server")     # None: there is none, and one has to be started
    …
    examination.let_go_on("server")           # whoever comes next may have it

A run that has a past must cost a program nothing, and must not win it anything. So a subject only
leaves a program of which it has seen that it did what it should from its first step on, be that
the hardest one (`examination.start_over()` where it did not). And what goes wrong in a run with a
past is no verdict: the check is judged once more, in runs of its own, and from then on no run of
this name goes on.
"""

from dataclasses import dataclass, field

from grader.failures.diagnosis.death import Around
from grader.launch.network import Network
from grader.launch.program import Program


class StartOver(Exception):
    """The check is to be judged once more, in runs of its own."""


@dataclass(frozen=True)
class Run:
    """A run that goes on, with what its scene had."""

    name: str
    program: Program
    around: Around
    network: Network


@dataclass
class Shared:
    """What is known of the runs that one examination shares."""

    run: Run | None = None  # that goes on now
    names: set[str] = field(default_factory=set)  # asked for in this check
    has_past: bool = False  # a run of this check has begun before it, or before another run of it
    is_alone: bool = False  # this check, which is judged once more
    given_up: set[str] = field(default_factory=set)  # names of runs that go on no more

    def begin(self) -> None:
        """Begin a check."""
        self.has_past = self.is_alone = False
        self.names.clear()

    def give_up(self) -> None:
        """Let no run go on that this check has asked for."""
        self.given_up |= self.names

    def may_go_on(self, name: str) -> bool:
        """Tell whether a run of this name may go on."""
        return not self.is_alone and name not in self.given_up
