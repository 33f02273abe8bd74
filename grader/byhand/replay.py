"""One check, played against a learner's program for all to see: what it says and hears, live."""

import dataclasses
from collections.abc import Callable, Mapping

from grader import output
from grader.byhand.screen import Screen
from grader.examiner import session
from grader.examiner.audience import Stream
from grader.examiner.job import Job
from grader.i18n import gettext
from grader.launch.program import Launcher
from grader.renderers import story
from grader.report import CheckResult, Event, short, split_step
from grader.text import printable
from grader.usage import Status


class _Follower:
    """Shows the steps of one check; what has to be judged before it stays in the dark.

    What cannot be shown any more must not disturb the check: it is judged to its end.
    """

    def __init__(self, name: str, screen: Screen) -> None:
        self._name, self._screen = name, screen
        self._is_on = False
        self._latest = 0.0  # the time of the last step
        self.has_shown = False
        self.trouble: output.CannotPrint | None = None

    def begin(self, check: str) -> None:
        self._is_on = check.partition("[")[0] == self._name
        self._latest = 0.0
        if self._is_on and self.has_shown:
            self._show(lambda: self._screen.say(""))  # another case of it

    def hear(self, step: str, event: Event | None) -> None:
        if self._is_on:
            self._part_runs(step)
            self.has_shown = True
            self._show(lambda: self._screen.step(step, event))

    def _part_runs(self, step: str) -> None:
        """Leave a line free before a run that begins, as its time tells, behind another one."""
        time = split_step(step).time
        if time:
            at = float(time.removesuffix(" s"))
            if at < self._latest:
                self._show(lambda: self._screen.say(""))
            self._latest = at

    def printed(self, stream: Stream, data: bytes) -> None:
        if self._is_on:
            self._show(lambda: self._screen.printed(stream, data))

    def _show(self, show: Callable[[], None]) -> None:
        if self.trouble is None:
            try:
                show()
            except output.CannotPrint as error:
                self.trouble = error


def play(job: Job, name: str, launcher: Launcher, screen: Screen, path: str) -> Status:
    """Play the check of this name, and what it needs; show how it went, and give the status.

    `path` is that of the program, as the user may open it. Raises KeyboardInterrupt and
    CannotPrint.
    """
    first = [check.name for check in job.checks if check.name != name]
    if first:
        screen.say(
            gettext("played before it, since it builds on them: {checks}", checks=", ".join(first))
        )
    screen.say("")
    follower = _Follower(name, screen)
    result = session.examine(job, launcher, audience=follower)
    if follower.trouble:
        raise follower.trouble
    results = {check.id.partition("::")[2]: check for check in result.checks}
    check = results[name]
    if follower.has_shown:
        screen.say("")
    if check.outcome == "passed":
        screen.say(gettext("This check passes now: {title}", title=check.title))
        return Status.PASSED
    if check.blocked_by:
        check = _root(results, check)
        screen.say(
            gettext(
                "This check cannot be judged, since it needs another one that does not pass: {title}",
                title=check.title,
            )
        )
        screen.say(f"    {short(check.id)}")
        screen.say("")
    elif follower.has_shown:
        check = dataclasses.replace(check, steps=[])
    screen.show(story.told_lines(check, screen.width, path, _source(job, check)))
    return _end(results[check.id.partition("::")[2]], screen)


def _source(job: Job, check: CheckResult) -> str:
    """Give the line of the program that a check names, if there is one."""
    lines = job.files.get(job.file, b"").decode("utf-8", "replace").splitlines()
    line = check.line or 0
    return printable(lines[line - 1]) if 0 < line <= len(lines) else ""


def _root(results: Mapping[str, CheckResult], check: CheckResult) -> CheckResult:
    """Follow what blocked a check to the one that was lost."""
    while check.blocked_by and (blocker := results.get(check.blocked_by.partition("::")[2])):
        check = blocker
    return check


def _end(check: CheckResult, screen: Screen) -> Status:
    """Say what to do next, and give the status."""
    if check.outcome == "error":
        return Status.GRADER_FAILED
    if story.hints_help(check):
        screen.say("")
        screen.say(gettext("For help with this check:"))
        screen.say(f"    python -m grader hint {short(check.id)}")
    return Status.POINTS_LOST
