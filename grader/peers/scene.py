"""The scene of a check: the learner's program, the wire as it happened, and our patience.

Every peer works with these three, so they travel as one object.
"""

from grader.launch.program import Program
from grader.peers.patience import Patience
from grader.peers.transcript import Transcript


class Scene:
    """One check's program (once it has been started), its transcript and its patience."""

    def __init__(self, transcript: Transcript, patience: Patience) -> None:
        self.transcript, self.patience = transcript, patience
        self._program: Program | None = None

    @property
    def program(self) -> Program:
        """The program that runs in this scene. Raises RuntimeError before one is started."""
        if self._program is None:
            raise RuntimeError("this check has not started the program yet")
        return self._program

    @program.setter
    def program(self, program: Program) -> None:
        self._program = program

    @property
    def has_program(self) -> bool:
        """Whether a program has been started in this scene."""
        return self._program is not None
