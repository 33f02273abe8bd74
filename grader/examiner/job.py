"""All that judging one program takes, as plain data that can travel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.course import checks
from grader.course.checks import Check, Kind
from grader.course.layout import Target
from grader.i18n import SOURCE


@dataclass(frozen=True)
class Job:
    """One learner's program, and what is asked about it. It can be pickled.

    `files` holds what lies in the folder of a run: a name, which may be a path in a
    tree, → its bytes. `problem` says why the program's own file could not be read, and
    `neighbour` what lies in the place of one that is missing. `behind` names what lay in
    the learner's folder and did not come along. `chosen` names the checks that are run;
    None means all of them. What its result says is said in the `language`.
    """

    target: Target
    files: Mapping[str, bytes]
    problem: str | None
    seed: int
    chosen: frozenset[str] | None = None
    neighbour: str | None = None
    behind: Sequence[str] = ()
    language: str = SOURCE

    @property
    def file(self) -> str:
        """The program's own file among `files`."""
        return f"{self.target.program}.py"

    @property
    def kind(self) -> Kind:
        """The kind of the program, as its checks file says."""
        return checks.kind(self.target)

    @property
    def checks(self) -> tuple[Check, ...]:
        """The checks that are run, in order."""
        every = checks.load(self.target)
        return tuple(c for c in every if self.chosen is None or c.name in self.chosen)
