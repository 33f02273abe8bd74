"""A function that tries again: how often, after what, and how long it waits before that."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import NamedTuple

from grader.failures.diagnosis import leaving
from grader.failures.errors import Failure, Mismatch, NothingCame, Raised, TooMuch, Unseen
from grader.i18n import gettext, gettext_noop
from grader.peers.http.pages import error, text_answer
from grader.peers.http.script import MOST_REQUESTS, Answer, Instead, in_turn
from grader.peers.http.tries import Tries
from grader.subjects.base import Examination
from grader.subjects.tasks.outcomes import (
    Outcome,
    again,
    of_small_letters,
    of_unasked,
    raised,
    tell,
    visits,
)
from grader.subjects.waits import grow
from grader.subjects.web import WebTasks
from grader.subjects.words import Word

LONGEST_PAUSE = 1.0  # seconds
# A program that begins each try with much work, such as a Python of its own, is not pausing then:
# its first try tells how long that takes it. With more seconds, a pause of 2 would be forgiven.
TO_BEGIN_A_TRY, LONGEST_TO_BEGIN = 0.45, 0.9
GROWS = gettext_noop(
    "The pauses grow from try to try, whatever an answer has asked for: without a Retry-After a second is the most."
)
HEADER = "retry-after"  # as some servers write it
ATTEMPTS = 3  # that are more than enough for one trouble


def tried(web: WebTasks, examination: Examination, url: str, attempts: int) -> Outcome:
    """Call the function on a page of trouble without an end.

    Raises TooMuch, with what was asked for, and what `again` does.
    """
    try:
        return again(web, examination, "retries_errors", "get_with_retries", url, attempts)
    except TooMuch as failure:
        failure.expected = gettext("{attempts} tries", attempts=attempts)
        failure.received = gettext("more than {most} tries", most=MOST_REQUESTS)
        failure.diagnosis = gettext(
            "It was called with {attempts} for `attempts`. No try of this call went well, and it did not give up after {most} of them.",
            attempts=attempts,
            most=MOST_REQUESTS,
        )
        raise


def expect_tries(web: WebTasks, wanted: int, mixed: bool = False) -> None:
    """Demand so many tries; `mixed` if they failed by statuses and by connections in turn."""
    made = web.tries.made
    if made == wanted:
        return
    told = None
    if abs(made - wanted) == 1:
        told = gettext("`attempts` are all the tries, the first one counts.")
        if wanted == 1:
            told = gettext("With 1 for `attempts` there is the first try, and no other.")
    elif mixed and made > wanted:
        told = gettext(
            "Answers with a bad status and broken connections came in turn: `attempts` are the tries of both kinds together."
        )
    raise Failure(
        gettext(
            "Your function tried {made} times, and was asked for {wanted} tries in all.",
            made=made,
            wanted=wanted,
        ),
        expected=gettext("{wanted} tries", wanted=wanted),
        received=gettext("{made} tries", made=made),
        diagnosis=told,
    )


def stopped_early(web: WebTasks, outcome: Outcome, url: str, attempts: int) -> Failure:
    """Make the failure of a function that ends after a try although there are more."""
    made = web.tries.made
    if isinstance(outcome, Raised) and not outcome.is_of_requests("RequestException"):
        return outcome
    how = (
        raised(outcome)
        if isinstance(outcome, Raised)
        else gettext("it returned {value}", value=outcome.shown())
    )
    told = None
    if not made:
        return Failure(
            gettext("Your function made no try."),
            expected=gettext("{attempts} tries at most", attempts=attempts),
            received=how,
            # each page but the one of several calls is new
            diagnosis=of_unasked(web, len(web.site.requests)) if visits(web, url) else None,
        )
    if made == 1:
        told = leaving.of_mounts(web.source, "get_with_retries", url) or leaving.of_methods(
            web.source
        )
        if not told and web.tries.was_answered:
            told = leaving.of_statuses(web.source)
    if not told and isinstance(outcome, Raised) and outcome.is_of_requests("ConnectionError"):
        told = leaving.of_uncaught(web.source, "get_with_retries")
    return Failure(
        gettext(
            "Your function did not try again after {ending}, although it had made only {made} of {attempts} tries.",
            ending=web.tries.last,
            made=made,
            attempts=attempts,
        ),
        expected=gettext("another try"),
        received=how,
        diagnosis=told,
    )


def expect_text(web: WebTasks, examination: Examination, outcome: Outcome, text: str) -> None:
    """Demand the text of the last try, unless the first check has shown that it is lost."""
    if isinstance(outcome, Raised) or examination.passed("retries_errors"):
        web.expect(outcome, text)


def expect_empty_text(web: WebTasks) -> None:
    """Demand the text of a page that is empty, at the first try.

    Raises Failure, and what the call raises.
    """
    outcome = web.attempt("get_with_retries", web.page(in_turn(text_answer(""))), ATTEMPTS)
    if web.tries.made > 1:
        raise Failure(
            gettext("Your function tried again after an answer with status 200."),
            expected=gettext("one try"),
            received=gettext("{made} tries", made=web.tries.made),
            diagnosis=gettext(
                "The text of that answer was empty: '' is a value like any other, although it counts as false."
            ),
        )
    web.expect(outcome, "")


def of_lost_text(value: object) -> str | None:
    """Tell what it means that a function gave nothing after a try that went well."""
    if value is not None:
        return None
    return gettext(
        "Its last try was answered with the text, and None came back: the caller did not get that text."
    )


def errors_that_heal(examination: Examination, web: WebTasks, word: Word) -> tuple[int, ...]:
    """Give the statuses after which the program tries again.

    Raises Unseen if `retries_errors` has shown that there are none.
    """
    statuses = (503, 502, 504)
    if examination.passed("retries_errors"):
        return statuses
    tell(
        examination, gettext("first the grader looked after which errors your program tries again")
    )
    healing = []
    for status in statuses:
        url = web.page(in_turn(error(status), text_answer(word())))
        again(web, examination, "retries_errors", "get_with_retries", url, 3)
        healing += [status] if web.tries.made > 1 else []
    if not healing:
        raise Unseen("retries_errors")
    statuses_told = ", ".join(map(str, healing))
    tell(
        examination,
        gettext("it does so after {statuses}: these are used here", statuses=statuses_told),
    )
    return tuple(healing)


def troubles_that_heal(examination: Examination, web: WebTasks, word: Word) -> list[Answer]:
    """Give answers after which the program tries again: errors, or else a broken connection.

    Raises Unseen if the checks of both have shown that there are none.
    """
    try:
        return [error(status) for status in errors_that_heal(examination, web, word)]
    except Unseen:
        if not examination.passed("retries_broken_connections"):
            raise
        tell(examination, gettext("it does so after a broken connection alone: this is used here"))
        return [Instead.RESET]


def after_one(
    web: WebTasks, examination: Examination, trouble: Instead | None, text: str
) -> tuple[str, Outcome]:
    """Call the function on a page that gives this text after a trouble, or a refusal.

    Gives the page's URL, and what came of the call.
    """
    answers: list[Answer] = [trouble] if trouble else []
    web.refuse(0 if trouble else 1)
    url = web.page(in_turn(*answers, text_answer(text)))
    return url, again(web, examination, "retries_errors", "get_with_retries", url, ATTEMPTS)


@dataclass(frozen=True)
class FixedTries:
    """The dialect of a function that makes the same number of tries, whatever `attempts` is."""

    always: int | None = None

    def told(self) -> str:
        """Say how many they are; nothing if they are as many as it is told to make."""
        if self.always is None:
            return ""
        return gettext(
            "get_with_retries() makes {always} tries, whatever `attempts` is", always=self.always
        )


@contextmanager
def aside(web: WebTasks, failure: Failure) -> Iterator[None]:
    """Make another call in it, which is no part of the failure: what is told of is the run before."""
    failed, traceback = web.program, web.program.traceback
    try:
        yield
    finally:
        failed.traceback = traceback
        failure.program = failure.program or failed


def learn_how_often(
    web: WebTasks,
    examination: Examination,
    trouble: Sequence[Answer],
    attempts: int,
    failure: Failure,
) -> None:
    """Find out whether the function makes as many tries when it is given another number."""
    made, other = web.tries.made, attempts + 2
    tell(
        examination,
        gettext(
            "then it was called with `attempts` {other}, to see how often it tries then",
            other=other,
        ),
    )
    with suppress(Failure, Unseen), aside(web, failure):
        web.attempt("get_with_retries", web.page(in_turn(*trouble)), other)
    if web.tries.made == made > 1:
        examination.learn(FixedTries(made))
        failure.diagnosis = gettext(
            "It makes {made} tries, whatever the number is that it is given.", made=made
        )


def expect_all_tries(
    web: WebTasks, examination: Examination, healing: Sequence[Answer], word: Word
) -> None:
    """Demand that the function tries until it has the text, in each of some calls for one page.

    Raises Failure.
    """
    early: Failure | None = None
    can_break = examination.passed("retries_broken_connections")
    breaks = [Instead.RESET, healing[0], Instead.HANG_UP]
    url = web.page(in_turn(*healing))
    with web.one_process():
        for attempts, failing in (
            (2, healing[:1]),  # the last try counts
            (5, breaks if can_break else [healing[n % len(healing)] for n in (1, 0, 2)]),
            (8, [healing[n % len(healing)] for n in (2, 1, 0, 1, 2)]),
        ):
            if attempts == 8 and sum(web.tries.waits) > 1 and grow(web.tries.waits):
                break  # they may grow longer and longer, which is another check's concern
            text = word()
            web.site.page(url, in_turn(*failing, text_answer(text)))
            outcome = web.attempt("get_with_retries", url, attempts)
            if web.tries.made <= len(failing):
                early = stopped_early(web, outcome, url, attempts)
                if web.tries.made:
                    learn_how_often(web, examination, healing[:1], attempts, early)
                break
            expect_text(web, examination, outcome, text)
    if early:
        with aside(web, early):
            early.diagnosis = early.diagnosis or of_spent_tries(web, attempts, failing)
        raise early


def of_spent_tries(web: WebTasks, attempts: int, failing: Sequence[Answer]) -> str | None:
    """Tell that tries of earlier calls are counted, if the first call of a process has enough."""
    web.attempt("get_with_retries", web.page(in_turn(*failing, text_answer(""))), attempts)
    if web.tries.made <= len(failing):
        return None
    return gettext(
        "In a process of its own it makes enough tries for this: after other calls for the same URL it does not, as their tries are counted as well."
    )


class Pause(NamedTuple):
    """What an answer asks for before the next try: seconds, or nothing; None is a reset."""

    status: int | None
    asked: int | None

    @property
    def answer(self) -> Answer:
        """The answer that asks for it."""
        if self.status is None:
            return Instead.RESET
        return error(self.status, *([] if self.asked is None else [(HEADER, str(self.asked))]))

    def told(self, number: int) -> str:
        """Tell after what the pause began."""
        if self.status is None:
            return Instead.RESET.ending
        if self.asked is None:
            return gettext(
                "answer {number}, a {status} with no Retry-After", number=number, status=self.status
            )
        return gettext(
            "answer {number}, a {status} with {header}",
            number=number,
            status=self.status,
            header=f"{HEADER}: {self.asked}",
        )

    @property
    def rule(self) -> str:
        """The rule for this pause, in words."""
        return (
            gettext("{asked} s, give or take one", asked=self.asked)
            if self.asked
            else gettext("a second at most")
        )

    def is_kept(self, wait: float, first_took: float) -> bool:
        """Tell whether this wait is in the bounds of the rule.

        What follows a pause is a try that has to be begun, and `first_took` so long.
        """
        asked = self.asked or 0
        to_begin = min(max(TO_BEGIN_A_TRY, 1.5 * first_took), LONGEST_TO_BEGIN)
        return asked - LONGEST_PAUSE - 0.02 <= wait <= asked + LONGEST_PAUSE + to_begin


def expect_pauses(
    web: WebTasks, examination: Examination, pauses: Sequence[Pause], word: Word
) -> None:
    """Demand that the function keeps each of these pauses in one of two calls.

    Raises Mismatch, and what `again` and `stopped_early` tell of.
    """
    attempts = len(pauses) + 2
    broken = set(range(len(pauses)))
    for _ in range(2):
        answers = [pause.answer for pause in pauses]
        url = web.page(in_turn(*answers, text_answer(word())))
        try:
            outcome = again(web, examination, "retries_errors", "get_with_retries", url, attempts)
        except NothingCame:
            broken &= broken_pauses(pauses, web.tries)
            if not broken:
                raise
            break
        if web.tries.made <= len(pauses):
            raise stopped_early(web, outcome, url, attempts)
        broken &= broken_pauses(pauses, web.tries)
        if not broken:
            return
    n, waits = min(broken), web.tries.waits
    before = pauses[n - 1].asked if n else None
    told = of_pause(web, pauses[n], waits[n], word)
    if not told and pauses[n].asked is None and before and abs(waits[n] - before) < 0.6:
        grows = waits[n + 1 :] and waits[n + 1] > waits[n] + LONGEST_PAUSE
        told = gettext(GROWS) if grows else of_pause_unasked(web, pauses[n], waits[n], word)
    raise Mismatch(
        gettext(
            "Your function let {waits:.1f} s pass after {told}.",
            waits=waits[n],
            told=pauses[n].told(n + 1),
        ),
        expected=pauses[n].rule,
        received=gettext(
            "{seconds:.1f} s; all pauses were {pauses} s",
            seconds=waits[n],
            pauses=", ".join(f"{wait:.1f}" for wait in waits),
        ),
        diagnosis=told,
    )


def broken_pauses(pauses: Sequence[Pause], tries: Tries) -> set[int]:
    """Tell which of the pauses, as far as there were any, are out of bounds."""
    pairs = zip(pauses, tries.waits, strict=False)
    return {n for n, (pause, wait) in enumerate(pairs) if not pause.is_kept(wait, tries.first_took)}


def of_pause(web: WebTasks, pause: Pause, wait: float, word: Word) -> str | None:
    """Tell what a pause means that is out of bounds, if it can be told."""
    asked = pause.asked
    if asked and 1.9 * asked < wait < 2.3 * asked:
        return gettext("It is twice as long as was asked for.")
    if asked and wait < asked:
        is_kept = is_kept_with_capitals(web, pause, word)
        return (
            of_small_letters(HEADER)
            if is_kept
            else gettext("The answer said how long to wait, and that was not waited for.")
        )
    return None


def is_kept_with_capitals(web: WebTasks, pause: Pause, word: Word) -> bool:
    """Tell whether the function keeps a pause if the name of its header has capitals."""
    web.scene.transcript.remark(
        gettext("then the grader wrote the name of that header with capitals")
    )
    capitals = error(pause.status or 503, (HEADER.title(), str(pause.asked)))
    with suppress(Failure):
        url = web.page(in_turn(capitals, text_answer(word())))
        web.attempt("get_with_retries", url, ATTEMPTS)
    waits = web.tries.waits
    return bool(waits) and pause.is_kept(waits[0], web.tries.first_took)


def of_pause_unasked(web: WebTasks, pause: Pause, wait: float, word: Word) -> str | None:
    """Tell whether a pause, as long as the answer before had asked for, comes from that one."""
    web.scene.transcript.remark(
        gettext("then the grader gave that trouble alone, to see how long the pause is there")
    )
    try:
        web.attempt(
            "get_with_retries", web.page(in_turn(pause.answer, text_answer(word()))), ATTEMPTS
        )
    except Failure:
        return None
    waits = web.tries.waits
    if not waits:
        return None
    if abs(waits[0] - wait) < 0.6:
        return gettext(
            "The pause is as long where no answer had asked for any: its length comes from the program itself."
        )
    return gettext(
        "It is as long as the answer before had asked for: each answer speaks for its own pause."
    )
