"""A list that comes in pages: how they lead to each other, and what is made of that."""

import json
import urllib.parse
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from grader.failures.errors import Failure, Mismatch, Raised, TooMuch, Unseen
from grader.i18n import gettext, gettext_noop, ngettext
from grader.peers.http.pages import JSON
from grader.peers.http.script import Header, Response
from grader.subjects.base import Examination
from grader.subjects.functions import HttpTasks
from grader.subjects.tasks.outcomes import (
    Outcome,
    again,
    once_more,
    raised,
    tell,
    unless_it_crashes,
    visits,
)
from grader.subjects.words import Word

FIRST = "all_items_follows"  # the check that shows whether links are followed at all
Links = Callable[[str], tuple[Header, ...]]  # the URL of the next page → the headers that name it


def plain(url: str) -> tuple[Header, ...]:
    """Name the next page as most servers do."""
    return (("Link", f'<{url}>; rel="next"'),)


def put_up(
    http: HttpTasks, url: str, items: Sequence[object], links: tuple[Header, ...] = ()
) -> str:
    """Put up a page with these items and links; give its URL."""
    answer = Response(200, json.dumps(items).encode(), (JSON, *links))
    return http.site.page(url, lambda request: answer)


def new_url(word: Word) -> str:
    """Give the URL of a list in pages, on a host of its own, in a folder."""
    return f"http://{word(8)}.test/{word(5)}/{word(6)}"


def items_of(word: Word, count: int) -> list[object]:
    """Make some items of a list."""
    return [{"name": word(), "at": n} if n % 2 else word() for n in range(count)]


@dataclass(frozen=True)
class LosesQueries:
    """The dialect of a function that asks for the next page without the query of its URL."""

    is_spoken: bool = False

    def told(self) -> str:
        """Say what is done about it; nothing if by the rules."""
        return gettext("no URL of a page has a query any more") if self.is_spoken else ""


class Chain:
    """Pages that lead to each other: at one address, each by its number in the query."""

    def __init__(
        self,
        http: HttpTasks,
        examination: Examination,
        word: Word,
        pages: Sequence[Sequence[object]],
    ) -> None:
        self.pages = pages
        base = new_url(word)
        mark = "/" if examination.dialect(LosesQueries).is_spoken else "?page="
        self.urls = [f"{base}{mark}{word(4)}" for _ in pages]
        self._http, self._examination = http, examination
        for n in range(len(pages)):
            self.lead(n, n + 1 if n + 1 < len(pages) else None)

    def lead(self, number: int, to: int | None) -> None:
        """Have a page lead to another one, or to none."""
        links = () if to is None else plain(self.urls[to])
        put_up(self._http, self.urls[number], self.pages[number], links)

    @property
    def items(self) -> list[object]:
        """All items of all pages."""
        return [item for page in self.pages for item in page]

    def without_query(self) -> str | None:
        """Give a page's URL that was asked for without its query, or None; learn of it."""
        asked = [each.address for each in self._http.site.requests]
        lost = [url for url in self.urls if url.partition("?")[0] in asked and url not in asked]
        if not lost:
            return None
        self._examination.learn(LosesQueries(True))
        return lost[0]

    def needs_no_items(self, word: Word, count: int) -> bool:
        """Tell whether the function goes on from page `count` where no page is empty."""
        tell(self._examination, gettext("then the same was tried with pages that are not empty"))
        like = Chain(self._http, self._examination, word, [[word()] for _ in self.pages])
        with suppress(Failure):
            self._http.attempt("all_items", like.urls[0])
        return not visits(self._http, like.urls[count])


def expect_items(
    http: HttpTasks, word: Word, chain: Chain, outcome: Outcome, earlier: Sequence[object] = ()
) -> None:
    """Demand that each page was asked for, and that the items of all of them came back.

    `earlier` are the items of earlier calls, which are no part of them.
    """
    http.last_request("GET", chain.urls[0])
    missed = [n for n, url in enumerate(chain.urls) if not visits(http, url)]
    url = chain.without_query()
    if url:
        raise Mismatch(
            gettext("Your function asked for the next page without the query of its URL."),
            expected=f"GET {url}",
            received=f"GET {url.partition('?')[0]}",
            diagnosis=gettext(
                "The part after the ? belongs to the URL: here it tells which page is meant."
            ),
        )
    if isinstance(outcome, Raised):
        if outcome.on_purpose and "ValueError" in outcome.families:
            outcome.diagnosis = gettext(
                "No page was visited twice: each has a URL of its own, whatever its items are."
            )
        raise outcome
    if missed:
        n = missed[0]
        told = gettext("Page {n} named it in its header Link.", n=n)
        if not chain.pages[n - 1]:
            told = gettext(
                "The page before it was empty, and named a next one all the same: only a page that names no next page is the last."
            )
            if chain.needs_no_items(word, n):
                told = ngettext(
                    "It asks for {number} page and no more, even if no page is empty; page {number} named a next one.",
                    "It asks for {number} pages and no more, even if no page is empty; page {number} named a next one.",
                    n,
                )
        raise Mismatch(
            gettext(
                "Your function did not ask for page {number} of {pages}, and returned.",
                number=n + 1,
                pages=len(chain.urls),
            ),
            expected=f"GET {chain.urls[n]}",
            received=gettext("it returned {value}", value=outcome.shown()),
            diagnosis=told,
        )
    http.expect(outcome, chain.items, lambda value: of_items(value, chain, earlier))


def of_items(value: object, chain: Chain, earlier: Sequence[object] = ()) -> str | None:
    """Tell what it means that other items came back than those of the pages, or None."""
    if isinstance(value, list) and any(item in earlier for item in value):
        return gettext(
            "There are items among them of a list that was asked for in an earlier call: something keeps them from call to call, as a default such as items=[] does, which is made once and not for each call."
        )
    pages = [list(page) for page in chain.pages]
    if value in (pages, [page for page in pages if page]):
        return gettext(
            "It is a list of pages, each a list by itself: the items of all pages in one list are asked for."
        )
    if value == pages[0]:
        return gettext(
            "These are the items of the first page alone, although the others were asked for."
        )
    if value == [item for page in pages[1:] for item in page]:
        return gettext("The items of the first page are missing.")
    if value == [item for page in pages[:-1] for item in page]:
        return gettext("The items of the last page are missing, the one that names no next page.")
    if value == [item for n, item in enumerate(chain.items) if item not in chain.items[:n]]:
        return gettext(
            "An item that is equal to one before it was left out: all items of all pages are asked for."
        )
    if value in pages:
        return gettext("These are the items of one page: those of the others were not kept.")
    if isinstance(value, list) and all(item in chain.items for item in value):
        if len(value) > len(chain.items):
            return gettext("Some items came back twice.")
        if len(value) == len(chain.items):
            return gettext("The items came back in another order than the pages have them.")
    return None


def goes_on(http: HttpTasks, examination: Examination, word: Word) -> bool:
    """Tell whether the function follows a plain link; tried if it has lost the check for that.

    Raises Unseen if it does not even return from a page that it has asked for.
    """
    if examination.passed(FIRST):
        return True
    tell(examination, gettext("first the grader looked whether your program follows a link at all"))
    chain = Chain(http, examination, word, [items_of(word, 2), items_of(word, 2)])
    outcome = once_more(http, examination, FIRST, "all_items", chain.urls[0])
    if visits(http, chain.urls[1]):  # what it makes of the last page is the first check's concern
        return True
    unless_it_crashes(examination, outcome, FIRST)
    if isinstance(outcome, Raised) or not visits(http, chain.urls[0]):
        raise Unseen(FIRST)
    return False


def follows(http: HttpTasks, examination: Examination, word: Word) -> None:
    """Raise Unseen if the function does not follow a plain link, and so lost the check for that."""
    if not goes_on(http, examination, word):
        raise Unseen(FIRST)


# ------------------------------------------------------------------ forms of the link


@dataclass(frozen=True)
class Form:
    """A form in which a page names the next one, `told` in words; what stands in its query."""

    links: Links
    told: str
    query: str = "page=2"


def forms(word: Word) -> list[Form]:
    """Give forms of the header that `response.links` understands (RFC 8288, section 3)."""
    other = f"http://{word(6)}.test/{word(5)}"
    told_params = gettext(
        "After the <…> come parameters, in any order and with others among them: rel tells what the link is for."
    )
    told_others = gettext(
        "A header Link may name several pages, with a comma between them, each with its own rel: only that of next leads on."
    )
    return [
        Form(
            lambda url: (("Link", f"<{url}>; rel=next"),),
            gettext("The quotes around next may be missing."),
        ),
        Form(
            lambda url: (
                ("Link", f'<{other}?a>; rel="prev", <{url}>; rel="next", <{other}?b>; rel="last"'),
            ),
            told_others,
        ),
        Form(
            lambda url: (("Link", f'<{url}>;rel="next"'),),
            gettext("A blank after the ; may be missing."),
        ),
        Form(lambda url: (("Link", f'<{url}>; title="{word(5)}"; rel="next"'),), told_params),
        Form(
            lambda url: (("Link", f'<{other}?c>; rel="last"'), ("Link", f'<{url}>; rel="next"')),
            gettext(
                "There are two headers Link: they mean the same as one with both links, and that is how requests gives them."
            ),
        ),
        Form(
            plain,
            gettext("There is a comma in the URL: it divides nothing between < and >."),
            f"ids={word(2)},{word(2)}&page=2",
        ),
        Form(
            plain,
            gettext("The URL is asked for just as it stands between < and >."),
            f"after={word(2)}%26{word(2).upper()}%2B&page=2",
        ),
        Form(
            lambda url: (
                ("Link", f'<{other}?next>; rel="last"; title="next", <{url}>; rel="next"'),
            ),
            gettext(
                "A link may have the word next in its URL or its title: only its rel tells what it is for."
            ),
        ),
    ]


OTHER_REL = gettext_noop("A link whose rel is first leads to the first page: only next leads on.")
RELATIVE = gettext_noop(
    "The URL in the <…> is relative to that of the page which names it: urllib.parse.urljoin(response.url, …) makes one of both."
)


def expect_followed(
    http: HttpTasks, outcome: Outcome, url: str, links: tuple[Header, ...], told: str | None
) -> None:
    """Demand that a page was asked for which another one named by these headers."""
    if visits(http, url):
        return
    how = (
        raised(outcome)
        if isinstance(outcome, Raised)
        else gettext("it returned {value}", value=outcome.shown())
    )
    strays = _strays(http)
    raise Mismatch(
        gettext(
            "Your function did not ask for the page that the header “{shown}” names as the next one.",
            shown=_shown(links),
        ),
        expected=f"GET {url}",
        received=f"GET {strays[-1]}" if strays else how,
        diagnosis=told,
    )


def _strays(http: HttpTasks) -> list[str]:
    """Give what was asked for that is no page."""
    asked = [request.address for request in http.site.requests]
    return [each for each in asked if each not in http.site.pages]


def try_form(http: HttpTasks, examination: Examination, word: Word, form: Form) -> None:
    """Demand that the function follows a link in this form, and then none that has another rel."""
    first, second = new_url(word), new_url(word)
    if not examination.dialect(LosesQueries).is_spoken:
        second += f"?{form.query}"
    links = form.links(second)
    back = (("Link", f'<{first}>; rel="first"'),)
    items = items_of(word, 2), items_of(word, 3)
    put_up(http, first, items[0], links)
    put_up(http, second, items[1], back)
    try:
        outcome = again(http, examination, FIRST, "all_items", first)
    except TooMuch:
        _expect_not_followed(http, first, back)
        raise
    expect_followed(http, outcome, second, links, form.told)
    _expect_not_followed(http, first, back)
    if isinstance(outcome, Raised) and outcome.on_purpose:
        last = gettext("The last page has the header “{header}”.", header=_shown(back))
        outcome.diagnosis = f"{last} {gettext(OTHER_REL)}"
    _expect_both(http, examination, outcome, [*items[0], *items[1]])


def _expect_not_followed(http: HttpTasks, url: str, links: tuple[Header, ...]) -> None:
    """Demand that a page was not asked for once more because these headers name it."""
    if visits(http, url) > 1:
        raise Mismatch(
            gettext(
                "Your function went on from a page whose header is “{shown}”.", shown=_shown(links)
            ),
            expected=gettext("this is the last page"),
            received=gettext("GET {url}, once more", url=url),
            diagnosis=gettext(OTHER_REL),
        )


def _shown(links: tuple[Header, ...]) -> str:
    return " and ".join(f"{name}: {value}" for name, value in links)


def try_relative(http: HttpTasks, examination: Examination, word: Word) -> None:
    """Demand that the function follows relative links: from page to page, or else one by one."""
    relatives = [
        f"?page={word(3)}",
        f"/{word(4)}/{word(4)}",
        f"{word(4)}/{word(4)}?after={word(3)}",
        f"{word(4)}",
        f"../{word(4)}",
        f"//{word(8)}.test/{word(4)}",
    ]
    if examination.passed(FIRST):
        _try_chain(http, examination, word, relatives)
        return
    for relative in relatives:
        if "?" not in relative or not examination.dialect(LosesQueries).is_spoken:
            _try_chain(http, examination, word, [relative])


def _try_chain(
    http: HttpTasks, examination: Examination, word: Word, relatives: Sequence[str]
) -> None:
    """Demand that the function follows these links from page to page."""
    first = new_url(word)
    urls, items = [first], [items_of(word, 1)]
    for relative in relatives:
        urls.append(urllib.parse.urljoin(urls[-1], relative))
        items.append(items_of(word, 1))
    for n, url in enumerate(urls):
        put_up(http, url, items[n], plain(relatives[n]) if n < len(relatives) else ())
    outcome = again(http, examination, FIRST, "all_items", first)
    for n, relative in enumerate(relatives):
        is_told = n == 0 or _strays(http) or isinstance(outcome, Raised)
        told = gettext(RELATIVE) if is_told else None
        expect_followed(http, outcome, urls[n + 1], plain(relative), told)
    _expect_both(http, examination, outcome, [item for page in items for item in page])


def _expect_both(
    http: HttpTasks, examination: Examination, outcome: Outcome, items: list[object]
) -> None:
    """Demand all items, unless the first check has shown that they come back otherwise."""
    if examination.passed(FIRST):
        http.expect(outcome, items)
