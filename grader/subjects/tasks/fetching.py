"""Many pages that are fetched together: what is kept of each, and how many at a time."""

from collections.abc import Callable, Mapping, Sequence

from grader.failures.errors import Failure, Mismatch, Raised, Unseen
from grader.peers.http.barrier import Barrier
from grader.peers.http.pages import error_page, text_answer
from grader.peers.http.script import Answer, in_turn
from grader.peers.http.values import Other, Thrown, show
from grader.subjects.base import Examination
from grader.subjects.tasks.outcomes import Outcome, once_more, raised
from grader.subjects.web import WebTasks
from grader.subjects.words import Word
from grader.text import clipped

FIRST = "fetch_all_fetches"
UNFINISHED = ("Future", "Task", "coroutine", "ApplyResult", "Thread")
HTTP_ERROR = "requests.exceptions.HTTPError"


def texts(web: WebTasks, word: Word, count: int, other: Callable[[], str] = str) -> dict[str, str]:
    """Put up so many pages, with some `other` text in each; give their texts by their URLs."""
    pages = [f"{word(6)} {other()} {word(8)}\n" for _ in range(count)]
    return {web.page(in_turn(text_answer(text))): text for text in pages}


def fetch(web: WebTasks, examination: Examination, urls: Sequence[str], workers: int) -> Outcome:
    """Call the function. Raises Unseen where it has lost its first check and does not end."""
    return once_more(web, examination, FIRST, "fetch_all", list(urls), workers)


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
        return "A list came back; a dict from each URL to its text is asked for."
    return None


def expect_texts(
    web: WebTasks, outcome: Outcome, wanted: Mapping[str, str], besides: Sequence[str] = ()
) -> None:
    """Demand the text of each of these pages, and no other key but for those `besides`."""
    found = as_dict(web, outcome, wanted)
    for url, text in wanted.items():
        _expect_text(found, url, text)
    others = [key for key in found if key not in wanted and key not in besides]
    if others:
        raise Mismatch(
            "The dict has a key that is none of the URLs.",
            expected=f"{len(wanted)} keys, the URLs",
            received=clipped(repr(others[0]), 200),
        )


def _expect_text(found: Mapping[object, object], url: str, text: str) -> None:
    value = found.get(url)
    if value == text:
        return
    if url not in found:
        raise Mismatch(
            f"The dict has no key {url}.",
            expected=f"{url}: {text!r}",
            received=f"keys: {clipped(', '.join(map(repr, found)) or '(none)', 300)}",
        )
    raise Mismatch(
        f"The dict has something else for {url} than the text of its page.",
        expected=repr(text),
        received=clipped(show(value), 200),
        diagnosis=_of_text(value),
    )


def is_unfinished(value: object) -> bool:
    """Tell whether a value only stands for a result."""
    return isinstance(value, Other) and value.type in UNFINISHED


def _of_text(value: object) -> str | None:
    if isinstance(value, bytes):
        return "These are bytes; the text, a str, is asked for."
    if isinstance(value, Other) and value.type == "Response":
        return "This is the response as a whole; its text is asked for."
    if isinstance(value, Other) and is_unfinished(value):
        return f"This is a {value.type}, which stands for a result that may not be there yet, and not the result."
    return None


def expect_error(found: Mapping[object, object], url: str, what: str, status: int | None) -> None:
    """Demand that a URL which failed has the exception for its value, with a status HTTPError."""
    value = found.get(url)
    if isinstance(value, Thrown) and (status is None or value.is_of(HTTP_ERROR)):
        return
    wanted = "a requests.HTTPError" if status else "an exception"
    if url not in found:
        raise Mismatch(
            f"The dict has no key for the URL whose answer was {what}.",
            expected=f"{url}: {wanted}",
            received=f"keys: {clipped(', '.join(map(repr, found)) or '(none)', 300)}",
            diagnosis="Each URL is asked for, also one that failed: its value is the exception.",
        )
    raise Mismatch(
        f"The dict has something else than {wanted} for the URL whose answer was {what}.",
        expected=wanted,
        received=f"{value.kinds[0] if value.kinds else ''}: {value}"
        if isinstance(value, Thrown)
        else clipped(show(value), 200),
        diagnosis=_of_error(value, status),
    )


def _of_error(value: object, status: int | None) -> str | None:
    if status and value == error_page(status):
        return "This is the body of the error's page, as if it were a page that was asked for: requests raises nothing for a status by itself."
    if isinstance(value, Other) and value.type == "type":
        return "This is the class; the exception that was raised is an object of it."
    if value is None:
        return "None does not tell what has happened: the exception itself is the value."
    if isinstance(value, str):
        return "This is a text; the exception itself, the object that was raised, is the value."
    if isinstance(value, Thrown):
        return "There are several classes of exceptions for this: the one of requests is asked for."
    return None


def expect_no_raise(outcome: Outcome, what: str) -> None:
    """Demand that the function itself raised nothing, although some URLs failed."""
    if isinstance(outcome, Raised):
        raise Mismatch(
            f"Your function itself raised an exception when {what}.",
            expected="it returns a dict, with the exception as the value of that URL",
            received=raised(outcome),
            diagnosis="One failure must lose no other result: whoever asks for many pages gets those that went well.",
        )


def trouble(web: WebTasks, answer: Answer) -> str:
    """Put up a page with this trouble, and give its URL."""
    return web.page(in_turn(answer))


def judge_no_further(examination: Examination, outcome: Outcome, urls: Sequence[str]) -> None:
    """Judge no further what has no dict of results by these URLs to look at.

    Raises Unseen if the first check was lost.
    """
    if not examination.lost(FIRST) or isinstance(outcome, Raised):
        return
    found = outcome.value if isinstance(outcome.value, dict) else {}
    if not any(url in found for url in urls) or any(map(is_unfinished, found.values())):
        raise Unseen(FIRST)


# ------------------------------------------------------------------ how many at a time


def fetched_together(
    web: WebTasks, examination: Examination, word: Word, count: int, workers: int
) -> tuple[Barrier, Outcome]:
    """Call the function on so many pages, none of which is answered until `workers` are asked for.

    Raises Unseen where it asked for none, and has lost the check which shows that.
    """
    pages = texts(web, word, count)
    with web.held(min(workers, count)) as barrier:
        outcome = fetch(web, examination, list(pages), workers)
    if not barrier.most:
        if examination.lost(FIRST):
            raise Unseen(FIRST)
        if isinstance(outcome, Raised):
            raise outcome
        raise Failure("Your function made no request.", received=f"it returned {outcome.shown()}")
    return barrier, outcome


def expect_together(web: WebTasks, barrier: Barrier, count: int, workers: int) -> None:
    """Demand that so many requests were open at once as there are workers."""
    if barrier.together >= barrier.wanted:
        return
    one = "The next request was made only after the answer to the one before: one thread that waits for each answer can do no more."
    raise Failure(
        f"Your function had {barrier.together} of {count} requests open at once, and was called with {workers} workers.",
        expected=f"{barrier.wanted} requests that wait for their answers together",
        received=f"{barrier.together} at a time",
        diagnosis=one if barrier.most == 1 < web.tries.made else None,
    )


def expect_no_more(barrier: Barrier, count: int, workers: int) -> None:
    """Demand that never more requests were open at once than there are workers."""
    if barrier.most <= workers:
        return
    told = None
    if barrier.most == count:
        told = "All were asked for at once: that is as many as there are URLs, and not as many as there are workers."
    elif barrier.most == workers + 1:
        told = "That is one more than there are workers."
    raise Failure(
        f"Your function had {barrier.most} requests open at once, and was called with {workers} {'worker' if workers == 1 else 'workers'}.",
        expected=f"{workers} at most",
        received=f"{barrier.most} at once",
        diagnosis=told,
    )
