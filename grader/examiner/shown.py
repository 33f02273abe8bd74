"""Runs that show at once what several checks ask for, where all is right.

Most programs are right, and to start one takes longer than most of what is asked of it. So a
check may name plays that show it, functions of an examination:

    def serves(examination):
        server = TcpServer(examination)
        …                                  # all that these checks demand, and more

    @check(points=3, after="answers", shown_by=serves)

A play is played once, when the first of its checks has its turn and all checks before were
passed. Where nothing goes wrong in it, its checks are passed, and have its story. What goes wrong
in it is no verdict, and is forgotten: then each check is run as if there were no plays, and finds
its own mistakes. So a play must leave nothing out that one of its checks looks at.
"""

from grader.course.checks import Check, Play
from grader.examiner.examination import Examination
from grader.peers.scene import Scene


class Shown:
    """What the plays of one examination have shown; nothing where they may not be played."""

    def __init__(self, examination: Examination, may_play: bool = True) -> None:
        self._examination, self._may_play = examination, may_play
        self._scenes: dict[Play, Scene] = {}

    def scene(self, check: Check) -> Scene | None:
        """Give the scene of a play by which this check is passed; None where it has to be run."""
        if not all(map(self._is_played, check.shown_by)):
            return None
        return self._scenes[check.shown_by[-1]] if check.shown_by else None

    def has_shown(self, check: Check) -> bool:
        """Tell whether all that shows this check has been played already, and was right."""
        return bool(check.shown_by) and self._scenes.keys() >= set(check.shown_by)

    def _is_played(self, play: Play) -> bool:
        """Tell whether all is right in a play, which is played if it has not been."""
        if play in self._scenes:
            return True
        self._may_play = self._may_play and self._examination.verdicts.have_all_passed
        if self._may_play:
            scene = self._examination.scene_of(play)
            self._may_play = scene is not None
            if scene:
                self._scenes[play] = scene
        return self._may_play
