"""What happens in a watch: one event after the other, and grading between them."""

import contextlib
import queue
import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader import state
from grader.course import layout
from grader.course.layout import Target
from grader.course.targets import Choice
from grader.examiner import session, verdict
from grader.examiner.job import Job
from grader.grading.collect import Run, collect, jobs_for
from grader.grading.progress import Watcher
from grader.i18n import gettext, gettext_noop
from grader.launch.program import Launcher
from grader.machine import STOPPING
from grader.report import CheckResult, Isolation, ProgramResult, Report, Words
from grader.submissions import folder as submissions
from grader.submissions.folder import Submission
from grader.submissions.places import BadSubmission
from grader.text import printable
from grader.usage import Status, random_seed
from grader.watching.events import Ended, Event, Events, Noted, Pressed, Resized, Resumed, Saved
from grader.watching.faces import Face, View
from grader.watching.touched import touched

WordsOf = Callable[[Report, Submission], Words]  # gives what is said beside a report
SECONDS_BETWEEN_LOOKS = 1.0  # at what signals have set off
WAITING = gettext_noop("it has not been judged yet")


@dataclass(frozen=True)
class Wish:
    """What the user wants to see: these programs, of this folder."""

    choices: Sequence[Choice]
    folder: Path
    is_named: bool

    def read(self) -> Submission:
        """Read the files as they are now. Raises BadSubmission."""
        units = [choice.target.unit for choice in self.choices]
        return submissions.read(self.folder, units, is_named=self.is_named)


class Loop:
    """Keeps the result of each program, judges those that a change touches, and shows all."""

    def __init__(
        self, wish: Wish, launcher: Launcher, events: Events, face: Face, words: WordsOf
    ) -> None:
        self._wish, self._launcher, self._events = wish, launcher, events
        self._face, self._words = face, words
        self._targets = {choice.target for choice in wish.choices}
        self._files = wish.read()
        self._results: dict[Target, ProgramResult] = {}
        # of the programs that are judged right now, the checks that have been
        self._checks: dict[Target, dict[str, CheckResult]] = {}
        self._has_news = False
        self._due = set(self._targets)  # programs whose result is not that of the files
        self._first: set[Target] = set()  # those of them that the last change touches
        self._seed = random_seed()
        self._problem: str | None = None  # with the folder
        self._notes: list[str] = []
        self._is_over: Status | None = None
        self._is_stale = False  # what is judged now is to be judged anew
        self._run = self._new_run()

    @property
    def root(self) -> Path:
        """The folder in which the units lie."""
        return self._files.root

    def go_on(self) -> Status:
        """Grade, and again after each change, until the user ends it or is gone."""
        session.warm_up()
        with _stopping(self._events):
            while self._is_over is None:
                if self._due and self._problem is None:
                    self._grade()
                else:
                    self._take(self._next_event())
        return self._is_over

    def _next_event(self) -> Event:
        """Wait for it; a signal that another thread has got is seen between two looks."""
        while True:
            with contextlib.suppress(queue.Empty):
                return self._events.get(timeout=SECONDS_BETWEEN_LOOKS)

    # -------------------------------------------------------------- grading

    def _grade(self) -> None:
        """Judge the programs that the last change touches, or all that are due."""
        now = self._first & self._due or set(self._due)
        self._is_stale = False
        self._checks = {}
        self._run = self._new_run()
        self._show()
        collect(
            self._files,
            [choice for choice in self._wish.choices if choice.target in now],
            self._launcher,
            seed=self._seed,
            watcher=Watcher(self._judged, check=self._checked),
            stop=self._has_to_stop,
        )
        if not self._due:
            view = self._view()
            state.remember(layout.ROOT, view.report)
            self._face.finish(view)

    def _judged(self, target: Target, result: ProgramResult) -> None:
        self._results[target] = result
        self._due.discard(target)
        self._has_news = True

    def _checked(self, target: Target, result: CheckResult) -> None:
        self._checks.setdefault(target, {})[result.id] = result
        self._has_news = True

    def _has_to_stop(self) -> bool:
        """Take all that has happened meanwhile, and tell whether grading is in vain by now."""
        if self._has_news and self._due:
            self._show()
        with contextlib.suppress(queue.Empty):
            while self._is_over is None:
                self._take(self._events.get_nowait())
        return self._is_stale or self._is_over is not None

    def _new_run(self) -> Run:
        jobs = jobs_for(self._files, self._wish.choices, self._seed)
        return Run(str(self._wish.folder), jobs, self._seed)

    def _report(self) -> Report:
        isolation = Isolation(*self._launcher.isolation())
        now = {job.target: self._so_far(job) for job in self._run.jobs if self._is_judged_now(job)}
        return self._run.report({**self._results, **now}, isolation, gettext(WAITING))

    def _is_judged_now(self, job: Job) -> bool:
        return job.target in self._due and job.target in self._checks

    def _so_far(self, job: Job) -> ProgramResult:
        """Give the result of a program of which some checks have been judged."""
        checks = self._checks[job.target]
        whole = verdict.of_ungraded(job, gettext(WAITING))
        known = [checks.get(check.id, check) for check in whole.checks]
        return ProgramResult.of(whole.name, whole.file, known)

    def _show(self) -> None:
        self._face.show(self._view())

    def _view(self) -> View:
        self._has_news = False
        notes = [*self._notes, *filter(None, [self._problem, self._files.note])]
        report = self._report()
        words = self._words(report, self._files)
        return View(report, words, notes, is_grading=bool(self._due) and not self._problem)

    # -------------------------------------------------------------- events

    def _take(self, event: Event) -> None:
        match event:
            case Saved():
                self._read()
            case Resumed():
                self._is_stale = True
                self._face.redraw()
            case Resized():
                self._face.redraw()
            case Noted(text):
                self._notes.append(text)
                self._show()
            case Ended(status):
                self._is_over = status
            case Pressed("q"):
                self._is_over = Status.PASSED
            case Pressed("a"):
                self._read()
                self._seed = random_seed()
                self._touch(self._targets)
            case Pressed(key):
                self._face.press(key)

    def _read(self) -> None:
        """Read the files, and find out what has changed since they were read the last time."""
        before, problem = self._files, self._problem
        try:
            self._files = self._wish.read()
        except BadSubmission as error:
            waits = gettext("Grading goes on when they can be read again.")
            self._problem = f"{printable(str(error))}. {waits}"
        else:
            self._problem = None
            self._touch(touched(before, self._files, self._targets))
        if self._problem != problem:
            self._is_stale = True
            self._show()

    def _touch(self, targets: set[Target]) -> None:
        """Have these programs judged, before all others that are due."""
        if targets:
            self._due |= targets
            self._first = targets
            self._is_stale = True


@contextlib.contextmanager
def _stopping(events: Events) -> Iterator[None]:
    """Turn Ctrl-C and its like into events until the block ends."""
    before = {number: signal.getsignal(number) for number in STOPPING}

    def end(number: int) -> Callable[..., None]:
        status = Status.PASSED if number == signal.SIGINT else Status.INTERRUPTED
        return lambda *_: events.put(Ended(status))

    for number, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, end(number))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
