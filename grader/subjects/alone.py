"""What a learner's client does where there is no server at all."""

import time
from dataclasses import dataclass

from grader.failures.diagnosis.sums import of_missing_words
from grader.failures.ended import status_in_words, trace_of
from grader.failures.errors import NOTHING, Failure, WrongStatus
from grader.i18n import gettext, gettext_noop, ngettext
from grader.launch.program import Program
from grader.subjects.base import LAST_PRINTS
from grader.text import end_of, joined

NO_ANSWER = "no answer"
REFUSAL_IS_NONE = gettext_noop(
    "Its socket is connected, and an exception told of the refusal: that is no answer, and silence is no answer, so the sendings go on."
)
READ_THE_REST = 0.5  # seconds


@dataclass(frozen=True)
class Alone:
    """What came of a run in which there was no server."""

    printed: str
    errors: str
    exception: str  # that ended the program, or nothing
    status: int | None  # None if it had not ended by itself
    is_whole: bool = True  # whether all that it printed was kept

    def expect_no_answer(self, times: int = 1) -> None:
        """Demand that the words `no answer` were printed so often. Raises Failure."""
        count = self.printed.count(NO_ANSWER)
        if count >= times or (count and not self.is_whole):
            return
        if self.exception.startswith("Connection"):
            message = gettext("Your program ended when it was told that nobody receives there.")
            meaning: str | None = gettext(REFUSAL_IS_NONE)
        else:
            message = gettext(
                "Your program did not print {words} where nobody receives.", words=repr(NO_ANSWER)
            )
            meaning = of_missing_words(NO_ANSWER, self.printed, self.errors)
        if self.status is None:
            meaning = meaning or gettext(
                "It was still waiting then. It may be that no answer ever comes."
            )
        if count:
            message = gettext(
                "Your program printed {words} for {count} of {times} lines where nobody receives.",
                words=repr(NO_ANSWER),
                count=count,
                times=times,
            )
            meaning = meaning if self.exception else self._of_some(count)
        raise Failure(
            message,
            expected=joined([NO_ANSWER] * times),
            received=end_of(self.printed, 200) or NOTHING,
            diagnosis=meaning,
        )

    def _of_some(self, count: int) -> str:
        if self.status is None:
            return gettext("It was still running then, and had not printed it again.")
        return ngettext(
            "It printed it once, and ended without printing it again: there were more lines, and no line was answered.",
            "It printed it {number} times, and ended without printing it again: there were more lines, and no line was answered.",
            count,
        )

    def told_status(self) -> str:
        """Say with which status it ended, for who has ended with another one elsewhere."""
        return gettext(
            "Where no line at all was answered, it ended with {status}.",
            status=status_in_words(self.status),
        )

    def expect_status_1(self) -> None:
        """Demand status 1 if the program has ended by itself. Raises WrongStatus."""
        if self.status in (None, 1):
            return
        raise WrongStatus(
            gettext(
                "Your program ended with {status} when no line was answered.",
                status=status_in_words(self.status),
            ),
            expected=status_in_words(1),
            received=status_in_words(self.status),
            diagnosis=gettext(
                "Two lines were not answered: the status is 1, however many they are."
            ),
        )


def outcome_of(program: Program, has_ended: bool) -> Alone:
    """Gather what came of a run that is over, whether it has ended by itself or is stopped now."""
    status = program.status if has_ended else None
    program.stop(LAST_PRINTS)
    program.wait_for_end(time.monotonic() + READ_THE_REST)  # its last prints may be under way
    trace = trace_of(program)
    out, err = program.stdout.text, program.stderr.text
    is_whole = len(out.encode()) >= program.stdout.total
    exception = trace.exception.rpartition(".")[2] if trace else ""
    return Alone(out, err, exception, status, is_whole)
