"""Many pages that are fetched together: what is kept of each, and how many at a time."""

import urllib.parse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeGuard

from grader.failures.diagnosis import leaving
from grader.failures.errors import Failure, Mismatch, Raised, Unseen
from grader.i18n import gettext, gettext_noop, ngettext
from grader.peers.http.barrier import Barrier
from grader.peers.http.pages import error_page, text_answer
from grader.peers.http.script import Answer, in_turn
from grader.peers.http.values import Other, Thrown, show
from grader.subjects.base import Examination
from grader.subjects.tasks.outcomes import Outcome, of_unasked, once_more, raised, visits
from grader.subjects.web import WebTasks
from grader.subjects.words import Word
from grader.text import clipped

FIRST = "fetch_all_fetches"
LATE = 0.05  # seconds
ESCAPED = "%7e"  # a ~, which requests writes as it is
UNFINISHED = ("Future", "Task", "coroutine", "ApplyResult", "Thread")
NEVER_ASKED = gettext_noop("It was never asked for.")
OF_BEFORE = gettext_noop(
    "That is the number of workers of the call before: each call has a number of its own."
)
HTTP_ERROR = "requests.exceptions.HTTPError"


def texts(web: WebTasks, word: Word, count: int, other: Callable[[], str] = str) -> dict[str, str]:
    """Put up so many pages, with some `other` text in each; give their texts by their URLs.

    The first one answers late, so that it is not the first to be there.
    """
    pages = [f" {word(6)} {other()} {word(8)}\r\n" for _ in range(count)]
    lates = [LATE, *[0.0] * count]
    return {
        web.page(in_turn(text_answer(text, late))): text
        for text, late in zip(pages, lates, strict=False)
    }


def fetch(
    web: WebTasks,
    examination: Examination,
    urls: Sequence[str],
    workers: int,
    pauses: float = 0.0,
) -> Outcome:
    """Call the function. Raises Unseen where it has lost its first check and does not end.

    Then pairs in a list are taken for a dict.
    """
    web.pauses = pauses
    outcome = once_more(web, examination, FIRST, "fetch_all", list(urls), workers)
    if isinstance(outcome, Raised):
        outcome.message = f"{outcome.message.rstrip('.')}. {called(len(urls), workers)}"
        if not urls:
            outcome.diagnosis = gettext("For [] it returns {}.")
    elif examination.lost(FIRST) and _are_pairs(outcome.value):
        return replace(outcome, value={str(url): value for url, value in outcome.value})
    return outcome


def _are_pairs(value: object) -> TypeGuard[list[list[object]]]:
    return isinstance(value, list) and all(
        isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str) for pair in value
    )


def called(count: int, workers: int) -> str:
    """Say what the function was called with."""
    urls = ngettext("{number} URL", "{number} URLs", count)
    at_once = ngettext("{number} worker", "{number} workers", workers)
    return gettext("It was called with {urls} and {workers}.", urls=urls, workers=at_once)


def as_dict(
    web: WebTasks, outcome: Outcome, wanted: Mapping[str, object]
) -> Mapping[object, object]:
    """Give the dict that a call has returned. Raises what is wrong where it is none."""
    if isinstance(outcome, Raised):
        raise outcome
    if not isinstance(outcome.value, dict):
        web.expect(outcome, dict(wanted), of_no_dict)
    assert isinstance(outcome.value, dict)
    return outcome.value


def of_no_dict(value: object) -> str | None:
    """Tell what it means that another value than a dict came back, or None."""
    if isinstance(value, list):
        return gettext("A list came back; a dict from each URL to its text is asked for.")
    return None


def expect_texts(
    web: WebTasks,
    outcome: Outcome,
    wanted: Mapping[str, str],
    told: str,
    besides: Sequence[str] = (),
) -> None:
    """Demand the text of each of these pages, and no other key but for those `besides`."""
    found = as_dict(web, outcome, wanted)
    for url in wanted:
        _expect_text(web, found, url, wanted, told)
    others = [key for key in found if key not in wanted and key not in besides]
    if others:
        raise Mismatch(
            gettext("The dict has a key that is not one of the URLs."),
            expected=gettext("{wanted} keys, the URLs", wanted=len(wanted)),
            received=clipped(repr(others[0]), 200),
            diagnosis=gettext(
                "It is a URL of an earlier call: something keeps the results from call to call, as a default such as results={} does, which is made once and not for each call."
            )
            if visits(web, str(others[0]))
            else None,
        )


def _expect_text(
    web: WebTasks, found: Mapping[object, object], url: str, wanted: Mapping[str, str], told: str
) -> None:
    value, text = found.get(url), wanted[url]
    if value == text:
        return
    if url not in found:
        raise Mismatch(
            gettext("The dict has no key {url}. {told}", url=url, told=told),
            expected=f"{url}: {text!r}",
            received=_keys(found),
            diagnosis=_of_key(url, found)
            or (_of_empty(text) if visits(web, url) else gettext(NEVER_ASKED)),
        )
    raise Mismatch(
        gettext(
            "The dict has something else for {url} than the text of its page. {told}",
            url=url,
            told=told,
        ),
        expected=repr(text),
        received=clipped(show(value), 200),
        diagnosis=_of_text(value)
        or of_another(value, wanted)
        or _of_another_error(value, url, found)
        or _of_empty(text),
    )


def expect_fetched_anew(web: WebTasks, examination: Examination, word: Word) -> None:
    """Demand that each call for the same URLs gives the texts that their pages have by then."""
    urls = list(texts(web, word, 2))
    for number in range(2):
        wanted = {url: word() for url in urls}
        for url, text in wanted.items():
            web.site.page(url, in_turn(text_answer(text)))
        before = len(web.site.requests)
        outcome = fetch(web, examination, urls, len(urls))
        try:
            expect_texts(web, outcome, wanted, called(len(urls), len(urls)))
        except Mismatch as failure:
            failure.diagnosis = of_unasked(web, number and before) or failure.diagnosis
            raise


def spelt_oddly(web: WebTasks, text: str) -> str:
    """Put up a page with this text; give its URL, in which a ~ is escaped, as it need not be.

    A client may write it otherwise when it asks for it.
    """
    rule = in_turn(text_answer(text))
    url = web.page(rule, query="/~")
    return web.site.page(url.replace("~", ESCAPED), rule)


def _of_key(url: str, found: Mapping[object, object]) -> str | None:
    """Tell that a text stands at its URL as a client writes it, or None."""
    if ESCAPED not in url or url.replace(ESCAPED, "~") not in found:
        return None
    return gettext(
        "Its text stands at the URL as it was asked for, which is written otherwise: the keys are the URLs that your function was given."
    )


def _of_empty(text: str) -> str | None:
    """Tell of a page without a text that it is one all the same, or None."""
    return None if text else gettext("This page is empty, which is no error: its text is ''.")


def _keys(found: Mapping[object, object]) -> str:
    keys = clipped(", ".join(map(repr, found)) or gettext("(none)"), 300)
    return gettext("keys: {keys}", keys=keys)


def of_another(value: object, wanted: Mapping[str, str]) -> str | None:
    """Tell that a value is the text of another page than its key, or None."""
    whose = next((url for url, text in wanted.items() if text == value), None)
    return (
        gettext(
            "This is the text of {whose}: the texts do not stand at their own URLs.", whose=whose
        )
        if whose
        else None
    )


def is_unfinished(value: object) -> bool:
    """Tell whether a value only stands for a result."""
    return isinstance(value, Other) and value.type in UNFINISHED


def _of_text(value: object) -> str | None:
    if isinstance(value, bytes):
        return gettext("These are bytes; the text, a str, is asked for.")
    if isinstance(value, Other) and value.type == "Response":
        return gettext("This is the response as a whole; its text is asked for.")
    if isinstance(value, Other) and is_unfinished(value):
        return gettext(
            "This is a {type}, which stands for a result that may not be there yet, and not the result.",
            type=value.type,
        )
    return None


def expect_error(
    web: WebTasks,
    found: Mapping[object, object],
    url: str,
    what: str,
    status: int | None,
    told: str,
    good: Mapping[str, str],
) -> None:
    """Demand that a URL which failed has the exception for its value, with a status HTTPError."""
    value = found.get(url)
    if isinstance(value, Thrown) and (status is None or value.is_of(HTTP_ERROR)):
        return
    wanted = gettext("a requests.HTTPError") if status else gettext("an exception")
    if url not in found:
        raise Mismatch(
            gettext(
                "The dict has no key for the URL whose answer was {what}. {told}",
                what=what,
                told=told,
            ),
            expected=f"{url}: {wanted}",
            received=_keys(found),
            diagnosis=gettext("It failed, and its value is the exception.")
            if visits(web, url)
            else gettext(NEVER_ASKED),
        )
    raise Mismatch(
        gettext(
            "The dict has something other than {wanted} for the URL whose answer was {what}.",
            wanted=wanted,
            what=what,
        ),
        expected=wanted,
        received=f"{value.kinds[0] if value.kinds else ''}: {value}"
        if isinstance(value, Thrown)
        else clipped(show(value), 200),
        diagnosis=of_another(value, good)
        or _of_another_error(value, url, found)
        or _of_error(value, status),
    )


def _of_another_error(value: object, url: str, found: Mapping[object, object]) -> str | None:
    """Tell that a value is the exception of another URL, or stands at another one as well, or None."""
    if not isinstance(value, Thrown):
        return None
    own = urllib.parse.urlsplit(url).path
    for other in found:
        path = urllib.parse.urlsplit(str(other)).path
        is_named = len(path) > 1 and path in value.shown
        if other != url and is_named and own not in value.shown:
            return gettext(
                "This is the exception of {other}: each URL has a result of its own.", other=other
            )
    for other, its_own in found.items():
        if other != url and isinstance(its_own, Thrown) and its_own.mark == value.mark != "":
            return gettext(
                "The very same exception stands at {other} as well: each URL has a result of its own.",
                other=other,
            )
    return None


def _of_error(value: object, status: int | None) -> str | None:
    if status and value == error_page(status):
        return gettext(
            "This is the body of the error's page, as if it were the page itself: requests raises nothing for a status by itself."
        )
    if isinstance(value, Other) and value.type == "type":
        return gettext("This is the class; the exception that was raised is an object of it.")
    if value is None:
        return gettext("None does not tell what has happened: the exception itself is the value.")
    if isinstance(value, str):
        return gettext(
            "This is a text; the exception itself, the object that was raised, is the value."
        )
    if isinstance(value, Thrown):
        return leaving.of_other(value.kinds, "HTTPError")
    return None


def expect_no_raise(outcome: Outcome, what: str) -> None:
    """Demand that the function itself raised nothing, although some URLs failed."""
    if isinstance(outcome, Raised):
        raise Mismatch(
            gettext("Your function itself raised an exception when {what}.", what=what),
            expected=gettext("it returns a dict, with the exception as the value of that URL"),
            received=raised(outcome),
            diagnosis=gettext(
                "One failure must not lose the other results: the caller gets all the pages that went well."
            ),
        )


def trouble(web: WebTasks, answer: Answer) -> str:
    """Put up a page with this trouble, and give its URL."""
    return web.page(in_turn(answer))


def are_mixed_up(
    examination: Examination,
    found: Mapping[object, object],
    bad: Sequence[str],
    good: Mapping[str, str],
) -> bool:
    """Tell whether the values do not stand at their own URLs, which is the first check's concern.

    Raises Unseen if an exception is missing among them besides.
    """
    if not examination.lost(FIRST) or not any(found.get(url) in good.values() for url in bad):
        return False
    thrown = [value for value in found.values() if isinstance(value, Thrown)]
    if len(thrown) < len(bad):
        raise Unseen(FIRST)
    return True


def judge_no_further(
    web: WebTasks, examination: Examination, outcome: Outcome, urls: Sequence[str]
) -> None:
    """Judge no further what has no dict of results by these URLs to look at, or asked for none.

    Raises Unseen if the first check was lost.
    """
    if not examination.lost(FIRST) or isinstance(outcome, Raised):
        return
    found = outcome.value if isinstance(outcome.value, dict) else {}
    is_asked = all(visits(web, url) for url in urls if url in found)
    has_some = any(url in found for url in urls) and is_asked
    if not has_some or any(map(is_unfinished, found.values())):
        raise Unseen(FIRST)


# ------------------------------------------------------------------ how many at a time


def fetched_together(
    web: WebTasks, examination: Examination, word: Word, count: int, workers: int
) -> tuple[Barrier, Outcome]:
    """Call the function on so many pages, none of which is answered until `workers` are asked for.

    Raises Unseen where it did not ask for so many, and has lost the check which shows that.
    """
    pages = texts(web, word, count)
    with web.held(min(workers, count)) as barrier:
        outcome = fetch(web, examination, list(pages), workers, barrier.seconds)
    asked = sum(visits(web, url) for url in pages)
    if examination.lost(FIRST) and asked < min(workers, count):
        raise Unseen(FIRST)
    if not barrier.most and isinstance(outcome, Raised):
        raise outcome
    return barrier, outcome


def expect_together(
    web: WebTasks, barrier: Barrier, count: int, workers: int, before: int = 0
) -> None:
    """Demand that so many requests were open at once as there are workers.

    The call before had another number of them, `before`.
    """
    if barrier.together >= barrier.wanted:
        return
    one = gettext(
        "The next request was made only after the answer to the one before: so it is with a single thread, with a join() right after each start(), and with a lock that is held meanwhile."
    )
    raise Failure(
        gettext(
            "Your function had {together} of {count} requests open at once, and was called with {workers} workers.",
            together=barrier.together,
            count=count,
            workers=workers,
        ),
        expected=gettext(
            "{wanted} requests that wait for their answers together", wanted=barrier.wanted
        ),
        received=gettext("{together} at a time", together=barrier.together),
        diagnosis=(one if barrier.most == 1 < web.tries.made else None)
        or leaving.of_unused(web.source, "fetch_all", 1)
        or (
            gettext(OF_BEFORE)
            if barrier.most == before
            else gettext("That is one fewer than there are workers.")
            if barrier.most == workers - 1 and not before
            else None
        ),
    )


def expect_no_more(
    web: WebTasks, barrier: Barrier, count: int, workers: int, before: int = 0
) -> None:
    """Demand that never more requests were open at once than there are workers.

    The call before had another number of them, `before`.
    """
    if barrier.most <= workers:
        return
    told = leaving.of_unused(web.source, "fetch_all", 1)
    if barrier.most == count:
        told = gettext(
            "All were asked for at once: that is as many as there are URLs, and not as many as there are workers."
        )
    elif told is None and barrier.most == before:
        told = gettext(OF_BEFORE)
    elif told is None and barrier.most == workers + 1:
        told = gettext("That is one more than there are workers.")
    raise Failure(
        ngettext(
            "Your function had {most} requests open at once, and was called with {number} worker.",
            "Your function had {most} requests open at once, and was called with {number} workers.",
            workers,
            most=barrier.most,
        ),
        expected=gettext("{workers} at most", workers=workers),
        received=gettext("{most} at once", most=barrier.most),
        diagnosis=told,
    )
