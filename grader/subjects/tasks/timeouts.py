"""A function with a timeout: a server that is silent for longer than that, and one that is not."""

from dataclasses import dataclass

from grader.failures.diagnosis import leaving
from grader.failures.errors import Failure, NothingCame, Raised
from grader.i18n import gettext
from grader.peers.http.pages import text_answer
from grader.peers.http.script import Instead, in_turn
from grader.peers.http.values import Returned
from grader.subjects.base import Examination
from grader.subjects.tasks.outcomes import Outcome, again, expect_raised, raised
from grader.subjects.web import WebTasks

PATIENT = 8  # seconds: a timeout that never matters
SHORT, LATE = 0.3, 0.9  # seconds: a timeout, and when the answer comes then
LONGER = 2.0  # seconds: a timeout whose half is too short for an answer that comes in time


def silence() -> str:
    """Say, as a part of a sentence, what a function met that should have raised."""
    return gettext(
        "the server sent nothing for {late} s, and the timeout was {timeout} s",
        late=LATE,
        timeout=SHORT,
    )


@dataclass(frozen=True)
class Looks:
    """The dialect of a get_or_none that never asks for the page itself."""

    told_so: bool = False

    def told(self) -> str:
        """Say that it does not; nothing if it does."""
        return gettext("get_or_none() asks with HEAD") if self.told_so else ""


def expect_more_than_looks(web: WebTasks, examination: Examination, url: str) -> None:
    """Demand that a function which has asked about this page has asked for it. Raises Failure."""
    asked = web.asked(url)
    if asked and all(request.only_looks for request in asked):
        examination.learn(Looks(asked[-1].method == "HEAD"))
        web.last_request("GET", url)


def methods_of(examination: Examination) -> tuple[str, ...]:
    """Give the methods that a page answers in earnest: a HEAD is else answered whole and at once."""
    return ("GET", "HEAD") if examination.dialect(Looks).told_so else ("GET",)


def soon_page(web: WebTasks, text: str) -> str:
    """Put up a page with this text whose answer comes at once; give its URL."""
    return web.page(in_turn(text_answer(text)))


def late_page(web: WebTasks, examination: Examination, text: str, after: float) -> str:
    """Put up a page with this text whose answer comes so late; give its URL."""
    return web.page(in_turn(text_answer(text, after=after)), methods_of(examination))


def wait_for_late_answer(web: WebTasks, examination: Examination, text: str) -> Outcome:
    """Call the function with a timeout that is over before the answer, this text, comes.

    A machine under load may wake a program late, so what came late has to come again and again.
    A call with a longer timeout goes before it, which says nothing for this one.
    """
    with web.one_process():
        again(web, examination, "get_or_none_reads", "get_or_none", soon_page(web, text), PATIENT)
        for _ in range(3):
            url = late_page(web, examination, text, LATE)
            outcome = again(web, examination, "get_or_none_reads", "get_or_none", url, SHORT)
            if isinstance(outcome, Raised) or outcome.value != text:
                break
    return outcome


def of_memory(web: WebTasks, examination: Examination, text: str) -> str | None:
    """Tell that the function keeps the timeout of an earlier call, if it raises in its first one."""
    if not isinstance(
        web.attempt("get_or_none", late_page(web, examination, text, LATE), SHORT), Raised
    ):
        return None
    return gettext(
        "In a process of its own this call raises in time: after a call with a timeout of {PATIENT} s it does not, as that timeout is kept.",
        PATIENT=PATIENT,
    )


def expect_timeout(web: WebTasks, examination: Examination, outcome: Outcome, text: str) -> None:
    """Demand that the function did not wait for this text, and told of it, and asked once."""
    if isinstance(outcome, Returned) and outcome.value == text:
        raise Failure(
            gettext(
                "Your function did not raise although {when}: it waited for the answer and returned it.",
                when=silence(),
            ),
            expected=gettext("an exception: requests.Timeout"),
            received=gettext("it returned the text that came at last"),
            diagnosis=leaving.of_unused(web.source, "get_or_none", 1)
            or of_memory(web, examination, text)
            or gettext(
                "The connection was there at once; the wait for the answer, which came after it, was not ended by that timeout."
            ),
        )
    expect_raised(web, outcome, "Timeout", silence())
    if web.tries.made > 1:
        raise Failure(
            gettext(
                "Your function asked {number} times although {when} each time.",
                number=web.tries.made,
                when=silence(),
            ),
            expected=gettext("an exception after the first timeout"),
            received=gettext("{made} requests", made=web.tries.made),
        )


def expect_end_of_silence(web: WebTasks, examination: Examination) -> None:
    """Demand that the function, which raises after a late answer, does so where none comes.

    Raises NothingCame, too.
    """
    url = web.page(in_turn(Instead.SILENCE), methods_of(examination))
    try:
        outcome = web.attempt("get_or_none", url, SHORT)
    except NothingCame as failure:
        failure.establish(
            gettext(
                "It raised when the answer came after {LATE} s, and waits for one that never comes: it looks at the time only when there is an answer.",
                LATE=LATE,
            )
        )
        raise
    expect_raised(web, outcome, "Timeout", gettext("the server sent nothing at all"))


def expect_patience(web: WebTasks, examination: Examination, text: str) -> None:
    """Demand that the function waits for this text where its timeout lets it."""
    late = LATE + 0.3  # longer than a program can wait that took this timeout for the other
    for _ in range(3):  # a machine under load may be late itself
        url = late_page(web, examination, text, late)
        outcome = web.attempt("get_or_none", url, LONGER)
        if isinstance(outcome, Returned):
            break
    if isinstance(outcome, Raised):
        raise Failure(
            gettext(
                "Your function raised an exception although the answer came after {late} s, and the timeout was {timeout} s.",
                late=late,
                timeout=LONGER,
            ),
            expected=gettext("it returns the text"),
            received=raised(outcome),
            diagnosis=gettext(
                "It raised requests.Timeout, and the server had answered within the time that it was given."
            )
            if outcome.is_of_requests("Timeout")
            else outcome.diagnosis,
        )
