"""What all subjects have: the program's output and its end, on the scene of the check.

A subject is a learner's program under examination, with its reference peers at hand.
Fixtures hand subjects to the checks; a unit's kind of program is a module beside this
one, and any unit's checks may ask for it.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from types import MappingProxyType
from typing import NoReturn, Protocol, TypeVar

from grader.course.checks import Kind
from grader.dice import Dice
from grader.failures.diagnosis.prints import nearest, of_number, of_print
from grader.failures.diagnosis.texts import of_lost_characters
from grader.failures.ended import TOO_MUCH, status_in_words, took_too_much, why_this_status
from grader.failures.errors import NOTHING, Failure, NotPrinted, StillRunning, WrongStatus
from grader.i18n import gettext
from grader.jail.policy import Policy
from grader.launch.program import Program
from grader.peers.dialect import Dialect, Spoken
from grader.peers.ports import Ports
from grader.peers.scene import Scene
from grader.peers.transcript import Transcript
from grader.scratch import Content, Folder
from grader.text import clipped

LAST_PRINTS = 0.5  # seconds between SIGTERM and SIGKILL
QUIET_LOG = re.compile(r"\blog\w*\.(info|debug)\s*\(")

Outcome = TypeVar("Outcome")
Files = Mapping[str, Content]  # a name, which may be a path in a tree → its bytes
NO_FILES: Files = MappingProxyType({})


def apart(text: str) -> re.Pattern[str]:
    """Make the pattern of a printed number or address that is no part of a longer one."""
    return re.compile(rf"(?<!\d)(?<!\d\.){re.escape(text)}(?!\d|\.\d)")


def pattern_of(text: str) -> re.Pattern[str]:
    """Make the pattern of a printed text; a number has to stand as a whole number."""
    return apart(text) if text.lstrip("-").isdecimal() else re.compile(re.escape(text))


def first_out_of_turn(texts: Sequence[str], printed: str) -> int | None:
    """Give the index of the first text that was not printed after those before it, or None."""
    end = 0
    for index, text in enumerate(texts):
        found = pattern_of(text).search(printed, end)
        if found is None:
            return index
        end = found.end()
    return None


class Examination(Protocol):
    """What subjects and checks may ask of the examination that they are part of."""

    kind: Kind  # what the program is: a script or a module, with which network
    scene: Scene  # the program, the wire and the patience of this check
    ports: Ports

    @property
    def source(self) -> bytes:
        """The program's own file, for what can be known before a run; no verdict comes of it."""

    @property
    def names(self) -> Set[str]:
        """The names of all files that it finds in its folder."""

    @property
    def dice(self) -> Dice:
        """The dice of this check: the same seed throws the same."""

    def passed(self, name: str) -> bool:
        """Tell whether this check of the program has been passed already."""

    def lost(self, name: str) -> bool:
        """Tell whether this check of the program has been judged already, and was not passed."""

    def dialect(self, kind: type[Spoken]) -> Spoken:
        """Give the dialect that this program was found to speak, or the rules' own: `kind()`."""

    def learn(self, dialect: Dialect) -> None:
        """Remember that the program speaks like this, after the check for that rule has failed."""

    def prepare(
        self, files: Files = ..., free: Collection[str] = ..., for_socket: bool = ...
    ) -> Folder:
        """End the last program; make a folder for the next one, with these files in it as well."""

    def leave_network(self) -> None:
        """End the last program; the next run has a network in which nothing of it is left."""

    def start(
        self,
        arguments: Sequence[str | int] = (),
        stdin: bytes | None = b"",
        channel: bool = False,
        policy: Policy = ...,
    ) -> Program:
        """Start the program in the folder that was prepared, or in a fresh one.

        Its standard input is `stdin` and then the end; with None it is open and silent, as in
        a terminal where nobody types. `channel` makes it a module whose functions are called.
        Raises BadChecks for what the kind of the program does not have, and LaunchError.
        """

    def may_go_on(self, name: str) -> bool:
        """Tell whether a run of this name may go on when its check is over."""

    def go_on(self, name: str) -> Program | None:
        """Give the program that was let go on by this name; None if one has to be started.

        Whatever else there was has ended then. What it printed before is forgotten.
        """

    def let_go_on(self, name: str) -> None:
        """Let the check's program go on, for whoever asks for one by this name next."""

    def start_over(self) -> NoReturn:
        """Have the check judged once more, in runs of its own, as if it had not been tried.

        It is for a check in which a run may go on, and does not do what it should for that.
        """

    def once(self, play: Callable[[], Outcome]) -> Outcome:
        """Call `play` the first time; give what it returned then, with the scene of that run.

        Raises the Failure that the play raised.
        """

    def end(self) -> None:
        """End the program, whatever it is doing."""


class Subject:
    """A learner's program under examination: its output and its end."""

    says = ""  # what it has to send, by its rules, if that is always the same

    def __init__(self, examination: Examination) -> None:
        self._examination = examination

    @property
    def scene(self) -> Scene:
        """The program, the wire and the patience of this check."""
        return self._examination.scene

    @property
    def program(self) -> Program:
        """The program that runs now. Raises RuntimeError before one is started."""
        return self.scene.program

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Make runs of the program that are no part of its story: they only show its ways."""
        scene = self.scene
        scene.failed()
        program, transcript, moment = scene.program, scene.transcript, scene.moment
        scene.transcript = Transcript()
        try:
            yield
        finally:
            self._examination.end()
            scene.program, scene.transcript, scene.moment = program, transcript, moment

    def expect_printed(self, text: str, *as_good: str) -> None:
        """Demand that `text` is printed to standard output, at the latest after a SIGTERM.

        Other forms of it may be `as_good`. Raises NotPrinted.
        """
        forms = (text, *as_good)
        if not self._comes(lambda printed: any(form in printed for form in forms)):
            printed, errors = self.program.stdout.text, self.program.stderr.text
            lost = of_lost_characters(text, printed, self.scene.around.source)
            raise self._not_printed(text, lost or of_print(text, printed, errors, self.says))

    def expect_printed_apart(self, text: str) -> None:
        """Demand that a number or an address is printed, and not only as part of a longer one.

        Raises NotPrinted.
        """
        pattern = apart(text)
        if not self._comes(lambda printed: pattern.search(printed) is not None):
            printed, errors = self.program.stdout.text, self.program.stderr.text
            raise self._not_printed(text, of_number(text, printed, errors))

    def _not_printed(self, text: str, diagnosis: str | None) -> NotPrinted:
        expected, received = nearest(text, self.program.stdout.text)
        failure = NotPrinted(
            gettext("Your program did not print {text}.", text=clipped(text, 60)),
            expected=expected,
            received=received,
            diagnosis=diagnosis,
        )
        if self.program.too_much:
            failure.known = gettext(TOO_MUCH[self.program.too_much])
        return failure

    def _comes(self, is_there: Callable[[str], bool]) -> bool:
        """Tell whether the output comes to satisfy `is_there` before the program or patience ends.

        A program that has not printed it by then is stopped.
        """
        program = self.program
        self.scene.wait(lambda: is_there(program.stdout.text) or program.is_silent, "print")
        if not is_there(program.stdout.text):
            self._look_before_the_stop()
            program.stop(LAST_PRINTS)  # its prints may be waiting in a buffer
            program.drain()
        return is_there(program.stdout.text)

    def _look_before_the_stop(self) -> None:
        """Note what can be seen only while a program still runs that is stopped then."""

    def expect_status(self, status: int, diagnosis: str | None = None) -> None:
        """Demand that the program ends by itself with this status.

        Raises StillRunning, WrongStatus or TookTooMuch.
        """
        self.expect_end(
            gettext(
                "Is there a loop that waits for more, although nothing more can come, or a thread or a timer that nobody has ended?"
            )
        )
        if self.program.status != status:
            raise WrongStatus(
                gettext(
                    "Your program ended with {status}.", status=status_in_words(self.program.status)
                ),
                expected=status_in_words(status),
                received=status_in_words(self.program.status),
                diagnosis=diagnosis or why_this_status(self.program),
            )

    def expect_end(self, diagnosis: str) -> None:
        """Demand that the program ends by itself; `diagnosis` says what it usually means if not.

        Raises StillRunning, or TookTooMuch if it was we who have ended it.
        """
        if not self.scene.program_ends():
            raise StillRunning(gettext("Your program is still running."), diagnosis=diagnosis)
        if stopped := took_too_much(self.program):
            raise stopped

    def expect_clean_failure(self, gone: str, meaning: str) -> None:
        """Demand that the program ends, with a status other than 0 and something on standard error.

        `gone` says why there is nothing left to wait for, and `meaning` why this is no good end.
        Raises StillRunning, TookTooMuch or Failure.
        """
        self.expect_end(gone)
        status, said = self.program.status, self.program.stderr.text.strip()
        if status == 0 and said:
            raise Failure(
                gettext("Your program ended with status 0, whatever stands on standard error."),
                expected=gettext("another status than 0"),
                received=gettext(
                    "status 0, and on standard error {said!r}",
                    said=clipped(said.splitlines()[-1], 80),
                ),
                diagnosis=_of_status_0(said),
            )
        if status == 0:
            raise Failure(
                gettext("Your program ended with status 0, which says that nothing failed."),
                expected=gettext("another status than 0, and a word on standard error"),
                received=status_in_words(0),
                diagnosis=meaning,
            )
        if status is not None and status < 0:
            raise Failure(
                gettext("Your program was ended by a signal, and did not end by itself."),
                expected=gettext("another status than 0, and a word on standard error"),
                received=status_in_words(status),
                diagnosis=gettext(
                    "A clean failure is an end of the program's own, with a status that it chose: an exception that nobody catches, or sys.exit('…')."
                ),
            )
        if not said:
            raise Failure(
                gettext("Your program failed without a word on standard error."),
                expected=gettext("something on standard error"),
                received=NOTHING,
                diagnosis=_of_silence(self.scene.around.source),
            )


def _of_status_0(said: str) -> str:
    """Say why the status is 0 although this stands on standard error."""
    if "Exception in thread" in said:
        return gettext(
            "An exception ends its own thread alone: the main thread has ended as usual, with status 0."
        )
    return gettext(
        "Other programs see the status alone: it is 0 where a program reaches its end, or sys.exit() is called without a value or with 0."
    )


def _of_silence(source: str) -> str:
    """Say what was missing on standard error, and which calls of the source write nothing there."""
    told = gettext(
        "The person who runs it should learn why. An exception that nobody catches says it, and so does sys.exit('…')."
    )
    if not QUIET_LOG.search(source):
        return told
    quiet = gettext(
        "The logging module shows warnings and errors only, unless it was given another level: info() and debug() write nothing."
    )
    return f"{told} {quiet}"
