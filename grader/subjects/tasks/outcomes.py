"""How a call of a learner's function ended: what was demanded of that, and what it shows."""

from dataclasses import dataclass

from grader.failures.diagnosis import leaving
from grader.failures.diagnosis.calls import of_unraised
from grader.failures.errors import Mismatch, NothingCame, Raised, Unseen
from grader.i18n import gettext
from grader.peers.http.script import Response
from grader.peers.http.values import Other, Returned
from grader.subjects.base import NO_FILES, Examination, Files
from grader.subjects.functions import HttpTasks

Outcome = Returned | Raised


def raised(outcome: Raised) -> str:
    """Show an exception: its class, with the library that it is of, and its text."""
    _, _, text = outcome.message.partition(": ")
    name = leaving.named(outcome.kinds)
    return f"{name}: {text}" if text else name


def expect_raised(tasks: HttpTasks, outcome: Outcome, family: str, when: str) -> None:
    """Demand that the call raised an exception of this family of requests'."""
    if isinstance(outcome, Returned):
        tasks.program.drain()
        pages = [
            answer.body
            for _, answer in tasks.site.exchanges
            if isinstance(answer, Response) and answer.status >= 400
        ]
        raise Mismatch(
            gettext("Your function returned although {when}.", when=when),
            expected=gettext("an exception: requests.{family}", family=family),
            received=gettext("it returned {value}", value=outcome.shown()),
            diagnosis=(of_unraised(outcome.remarks) if family == "HTTPError" else None)
            or leaving.of_none(outcome.value, pages, tasks.program.stdout.text, tasks.source),
        )
    if not outcome.is_of_requests(family):
        raise Mismatch(
            gettext(
                "Your function raised another exception than it should when {when}.", when=when
            ),
            expected=f"requests.{family}",
            received=raised(outcome),
            diagnosis=(
                None if outcome.on_purpose else leaving.of_crash(outcome.kinds, outcome.diagnosis)
            )
            or leaving.of_other(outcome.kinds, family),
        )


@dataclass(frozen=True)
class NeverEnds:
    """The dialect of functions that come to no end, whatever they are called with."""

    functions: frozenset[str] = frozenset()

    def told(self) -> str:
        """Say which functions they are; nothing if there are none."""
        names = ", ".join(f"{name}()" for name in sorted(self.functions))
        if not names:
            return ""
        return gettext(
            "{functions} came to no end, and will not be called any more", functions=names
        )


def once_more(
    tasks: HttpTasks,
    examination: Examination,
    first: str,
    function: str,
    *arguments: object,
    files: Files = NO_FILES,
) -> Outcome:
    """Call a function in its check `first`, or in one that comes after that.

    Raises Unseen if the first one was lost and the function does not come to an end. In the
    first one itself it need not be called again if it asked for nothing at all, or if another
    function is known to come to no end.
    """
    endless = examination.dialect(NeverEnds).functions
    if function in endless:
        raise Unseen(first)
    try:
        return tasks.attempt(function, *arguments, files=files)
    except NothingCame:
        if examination.passed(first):
            raise
        is_lost = examination.lost(first)
        if is_lost or endless or not tasks.site.requests:
            examination.learn(NeverEnds(endless | {function}))
        if not is_lost:
            raise
        raise Unseen(first) from None


def again(
    tasks: HttpTasks, examination: Examination, first: str, function: str, *arguments: object
) -> Outcome:
    """Call a function as `once_more` does.

    Raises Unseen as well if the first check was lost and this call shows no more than that: the
    function raises what no answer could, returns what is no value, or has asked nobody.
    """
    before = len(tasks.site.requests)
    outcome = once_more(tasks, examination, first, function, *arguments)
    unless_it_crashes(examination, outcome, first)
    has_asked = len(tasks.site.requests) > before
    if isinstance(outcome, Returned) and not (has_asked or examination.passed(first)):
        raise Unseen(first)
    return outcome


def unless_it_crashes(examination: Examination, outcome: Outcome, first: str) -> None:
    """Judge no further a function that raises what no answer could, or returns what is no value.

    Raises Unseen if the check `first`, which this mistake costs its points, was lost.
    """
    is_crash = isinstance(outcome, Raised) and not outcome.is_of_requests("RequestException")
    if (is_crash or is_no_value(outcome)) and not examination.passed(first):
        raise Unseen(first)


def is_no_value(outcome: Outcome) -> bool:
    """Tell whether a call returned what is no value: a generator, say."""
    return isinstance(outcome, Returned) and isinstance(outcome.value, Other)


def of_unasked(tasks: HttpTasks, before: int) -> str | None:
    """Tell that no request was made since so many, if the function had asked by then."""
    if not before or len(tasks.site.requests) > before:
        return None
    return gettext(
        "It made no request in this call, and kept what an earlier call got: a page may have changed since then."
    )


def of_small_letters(header: str) -> str:
    """Tell that the name of this header came in small letters, and what that means."""
    return gettext(
        "The server wrote the header {header} in small letters here: in the name of a header, small and capital letters mean the same.",
        header=header,
    )


def visits(tasks: HttpTasks, url: str) -> int:
    """Count how often a page was asked for."""
    gets = [each.address for each in tasks.site.requests if not each.only_looks]
    return gets.count(url)


def tell(examination: Examination, step: str) -> None:
    """Add a step of the grader's own to the story of the check."""
    examination.scene.transcript.remark(step)
