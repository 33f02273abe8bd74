"""A list in pages that go round in a circle, or only seem to: what is made of that."""

from grader.failures.errors import Failure, Mismatch, Raised, TooMuch, Unseen
from grader.i18n import gettext
from grader.peers.http.values import Returned
from grader.subjects.base import Examination
from grader.subjects.functions import HttpTasks
from grader.subjects.tasks.outcomes import is_no_value, once_more, raised, tell, visits
from grader.subjects.tasks.paging import FIRST, Chain, items_of
from grader.subjects.words import Word

MOST_VISITS = 2  # of one page: it may be fetched once more


def expect_no_circle(
    http: HttpTasks, examination: Examination, chain: Chain, start: int, back: int
) -> None:
    """Demand ValueError where page `start` leads back to page `back`."""
    before = [visits(http, url) for url in chain.urls]
    circle = (
        gettext("page {number} led back to page {earlier}", number=start + 1, earlier=back + 1)
        if start != back
        else gettext("a page led to itself")
    )
    try:
        outcome = once_more(http, examination, FIRST, "all_items", chain.urls[0])
    except TooMuch as failure:
        failure.diagnosis = gettext(
            "The function went round and round: {circle}, where it had been before.", circle=circle
        )
        _shorten(http, examination, chain.urls[back])
        raise
    if is_no_value(outcome) and examination.lost(FIRST):
        raise Unseen(FIRST)
    seen = [visits(http, url) - n for url, n in zip(chain.urls, before, strict=True)]
    if isinstance(outcome, Returned):
        raise Mismatch(
            gettext("Your function returned although {circle}.", circle=circle),
            expected=gettext("an exception: ValueError"),
            received=gettext("it returned {value}", value=outcome.shown()),
            diagnosis=gettext(
                "A list that goes round in a circle has no end, so what came back is not all of it: its caller has to learn of that."
            ),
        )
    is_value_error = "ValueError" in outcome.families
    if not is_value_error or outcome.is_of_requests("RequestException"):
        raise Mismatch(
            gettext(
                "Your function raised another exception than it should when {circle}.",
                circle=circle,
            ),
            expected="ValueError",
            received=raised(outcome),
            diagnosis=outcome.diagnosis,
        )
    if not all(seen[: start + 1]):
        raise outcome
    if max(seen) > MOST_VISITS:
        raise Failure(
            gettext(
                "Your function asked for a page {max} times before it raised ValueError.",
                max=max(seen),
            ),
            expected=gettext("{most} times at most", most=MOST_VISITS),
            received=gettext("{max} times", max=max(seen)),
            diagnosis=gettext(
                "When {circle}, it was known already that this page had been visited.",
                circle=circle,
            ),
        )


def expect_apart(http: HttpTasks, examination: Examination, word: Word) -> None:
    """Demand that a list is read whose pages differ in small and capital letters: no circle."""
    chain = Chain(http, examination, word, [items_of(word, 1), items_of(word, 1)])
    name = chain.urls[0].rpartition("=")[2]
    chain.urls[1] = chain.urls[0].removesuffix(name) + name.upper()
    chain.lead(0, 1)
    chain.lead(1, None)
    outcome = once_more(http, examination, FIRST, "all_items", chain.urls[0])
    if not isinstance(outcome, Raised):
        return
    if "ValueError" not in outcome.families or outcome.is_of_requests("RequestException"):
        raise outcome
    raise Mismatch(
        gettext("Your function raised an exception for a list without a circle."),
        expected=gettext("the items of all pages"),
        received=raised(outcome),
        diagnosis=gettext(
            "Page 1 is {first}, and page 2 is {second}: where capital and small letters differ, it is another page.",
            first=chain.urls[0],
            second=chain.urls[1],
        ),
    )


def _shorten(http: HttpTasks, examination: Examination, url: str) -> None:
    """Leave out of the story what came behind the second visit to a page."""
    transcript = examination.scene.transcript
    found = transcript.requests(url)
    if len(found) >= 2:
        transcript.cut(found[1] + 1)
        tell(
            examination,
            gettext("and so on: it asked for this page {visits} times", visits=visits(http, url)),
        )


def expect_no_memory(http: HttpTasks, examination: Examination, word: Word) -> None:
    """Demand that a list can be asked for twice in one process: that is no circle."""
    chain = Chain(http, examination, word, [items_of(word, 2), items_of(word, 2)])
    for number in range(2):
        outcome = once_more(http, examination, FIRST, "all_items", chain.urls[0])
        if number and isinstance(outcome, Raised) and "ValueError" in outcome.families:
            raise Mismatch(
                gettext(
                    "Your function raised an exception for a list without a circle, when it was called for it a second time."
                ),
                expected=gettext("the items of all pages"),
                received=raised(outcome),
                diagnosis=gettext(
                    "What a call has visited belongs to that call: something keeps it from call to call, as a default such as visited=set() does, which is made once and not for each call."
                ),
            )
        if isinstance(outcome, Raised) and not examination.lost(FIRST):
            raise outcome
