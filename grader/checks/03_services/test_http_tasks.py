"""Unit 3, the HTTP tasks: services that others run."""

from grader.course.checks import Kind, check
from grader.failures.errors import Failure, Raised, Unseen
from grader.peers.http.pages import error, json_answer
from grader.peers.http.ranges import (
    refusing,
    serving,
    serving_another_part,
    serving_only_whole,
)
from grader.peers.http.script import Instead, in_turn
from grader.subjects.base import Examination
from grader.subjects.functions import HttpTasks
from grader.subjects.tasks import api, caching, fetching, paging, resuming
from grader.subjects.tasks.outcomes import again, expect_raised, once_more
from grader.subjects.web import WebTasks
from grader.subjects.words import Chinese, Word

KIND = Kind("module", network=("mocked", "real"))
A_PART = "the file had the first bytes of the page"
SENDS_OTHERS = (
    "It had sent the ETag of another page, which has no W/: one with W/ is an ETag as well."
)
OLD_AND_LONGER = "the page was answered with 200, and the file was longer than it"


# ------------------------------------------------------------------ all_items


@check(points=1)
def test_all_items_follows(http: HttpTasks, examination: Examination, word: Word) -> None:
    """all_items returns the items of all pages in one list, also of those behind an empty page.

    Hint: Which page is the last one, and how do you know?
    Hint: response.links is a dict, made from the header Link. What is in it on the last page?
    Hint: A loop: GET the page, add its items to the list, go on with the next URL if there is one.
    """
    earlier: list[object] = []
    with http.one_process():
        for sizes in ((3, 2, 0, 4), (2,), (0,)):
            pages = [paging.items_of(word, size) for size in sizes]
            pages[0] += [[word(), 7]] if sizes[0] else []  # an item may be a list itself
            pages[-1] += pages[0][:1]  # and stand twice
            chain = paging.Chain(http, examination, word, pages)
            outcome = once_more(http, examination, paging.FIRST, "all_items", chain.urls[0])
            paging.expect_items(http, word, chain, outcome, earlier)
            earlier += chain.items


@check(points=1, after="all_items_follows")
def test_all_items_reads_links(http: HttpTasks, examination: Examination, word: Word) -> None:
    """all_items understands each form of the header Link, and a URL that is relative to its page.

    Hint: What does <?page=2> mean on the page http://example.org/items?page=1?
    Hint: urllib.parse.urljoin() makes one URL of the page's own and of a relative one.
    Hint: The header may name several pages, and have more parameters than rel: response.links has read it already.
    """
    paging.follows(http, examination, word)
    with http.one_process():
        for form in paging.forms(word):
            paging.try_form(http, examination, word, form)
        paging.try_relative(http, examination, word)


@check(points=1, after="all_items_follows")
def test_all_items_circle(http: HttpTasks, examination: Examination, word: Word) -> None:
    """all_items raises ValueError where a page leads to one that was visited before.

    Hint: What does your loop do if the last page names the first one as the next?
    Hint: Remember the URLs of the pages in a set, and look before you ask for the next one.
    """
    paging.follows(http, examination, word)
    with http.one_process():
        circles = ((2, 0), (0, 0), (3, 1)) if examination.passed(paging.FIRST) else ((0, 0), (1, 0))
        for start, back in circles:
            pages = [paging.items_of(word, 2) for _ in range(4)]
            chain = paging.Chain(http, examination, word, pages)
            chain.lead(start, back)
            paging.expect_no_circle(http, examination, chain, start, back)
        paging.expect_no_memory(http, examination, word)


@check(points=1, after="all_items_follows")
def test_all_items_raises(http: HttpTasks, examination: Examination, word: Word) -> None:
    """all_items raises requests.HTTPError for an error, also of a later page.

    Hint: Which method of a response raises an exception if the status is an error's?
    Hint: Each page is an answer of its own, with a status of its own.
    """
    with http.one_process():
        goes_on = paging.goes_on(http, examination, word)
        for status in (404, 503, examination.dice.choice((400, 401, 403, 429, 500))):
            url = http.page(in_turn(error(status)))
            outcome = again(http, examination, paging.FIRST, "all_items", url)
            expect_raised(http, outcome, "HTTPError", f"the status was {status}")
        troubles = (error(404), json_answer([word()], status=500)) if goes_on else ()
        for answer in troubles:
            url = http.page(in_turn(answer))
            first = paging.put_up(http, paging.new_url(word), [word()], paging.plain(url))
            outcome = again(http, examination, paging.FIRST, "all_items", first)
            when = f"the status of the second page was {answer.status}"
            expect_raised(http, outcome, "HTTPError", when)


# ------------------------------------------------------------------ cached_get


@check(points=1)
def test_cached_get_remembers(http: HttpTasks, examination: Examination, word: Word) -> None:
    """cached_get sends the ETag that it knows as it came, and returns the stored text for 304.

    Hint: Which header of the answer has to be kept for the next call, and where does it go then?
    Hint: A 304 has no body. Whose text is it that your function returns?
    Hint: Keep both in the dict, for each URL; send the ETag in If-None-Match with its quotes and its W/.
    """
    for form in ('"{}"', 'W/"{}"'):
        page = caching.Changing(http, examination, word)
        page.change(form)
        reader = caching.Reader(http, examination)
        with http.one_process():
            outcome = reader.read(page)
            http.last_request("GET", page.url)
            reader.expect(outcome, page)
            reader.expect_none_known("although its cache was empty")
            for _ in range(2):
                outcome = reader.read(page)
                of_form = SENDS_OTHERS if page.etag.startswith("W/") else None
                reader.expect_known(page, "the page, which it had got before", of_form)
                reader.expect(
                    outcome,
                    page,
                    "A 304 has no body: the text is the one of the answer before.",
                )


@check(points=1, after="cached_get_remembers")
def test_cached_get_keeps_apart(http: HttpTasks, examination: Examination, word: Word) -> None:
    """cached_get keeps the pages of one cache apart, and one cache from another.

    Hint: Where in the dict is the text of the first page when that of the second is stored?
    Hint: The URL is a key that no other page has, its query included.
    Hint: All that your function remembers is in the dict that it is given, and nowhere else.
    """
    host, path = f"{word(8)}.test", word(6)
    pages = [
        caching.Changing(http, examination, word, host, f"{path}{query}")
        for query in (f"?id={word(4)}", f"?id={word(4)}", "")
    ]
    reader = caching.Reader(http, examination)
    with http.one_process():
        for known in (False, True, True):
            for number, page in enumerate(pages, 1):
                outcome = reader.read(page)
                if known:
                    reader.expect_known(page, f"page {number} of {len(pages)} in one cache")
                reader.expect(outcome, page)
        outcome = reader.read(pages[0], "another_cache")
        why = "although its cache was empty; another one had been given before"
        reader.expect_none_known(why, is_new_cache=True)
        reader.expect(outcome, pages[0])


@check(points=1, after="cached_get_remembers")
def test_cached_get_replaces(http: HttpTasks, examination: Examination, word: Word) -> None:
    """cached_get replaces what is stored after a 200; one without an ETag leaves none.

    Hint: The page has changed: which text and which ETag are in the cache after that?
    Hint: What does headers.get("ETag") give where there is none? What would be sent the next time?
    """
    page = caching.Changing(http, examination, word)
    reader = caching.Reader(http, examination)
    with http.one_process():
        reader.expect(reader.read(page), page)
        page.change('"{}"')
        reader.expect(reader.read(page), page)
        outcome = reader.read(page)
        reader.expect_known(page, "the page, which came with the last 200")
        reader.expect(outcome, page)
        page.change(None)
        reader.expect(reader.read(page), page)
        page.change(None)
        outcome = reader.read(page)
        reader.expect_none_known("although the last 200 had none")
        reader.expect(outcome, page)


@check(points=1, after="cached_get_remembers")
def test_cached_get_raises(http: HttpTasks, examination: Examination, word: Word) -> None:
    """cached_get raises requests.HTTPError for an error, and leaves the cache as it was.

    Hint: Which method of a response raises an exception if the status is an error's?
    Hint: An error's page has a text, too, and may have an ETag. When is the dict written to?
    """
    for statuses in ((404, 500), (503, 403)):
        page = caching.Changing(http, examination, word)
        reader = caching.Reader(http, examination)
        with http.one_process():
            for is_known, page.trouble in ((False, statuses[0]), (True, statuses[1])):
                outcome = reader.read(page)
                expect_raised(http, outcome, "HTTPError", f"the status was {page.trouble}")
                status, page.trouble = page.trouble, None
                outcome = reader.read(page)
                if is_known and not reader.sends_none:
                    told = f"After the {status} it is not known any more: an error leaves the cache as it was."
                    why = f"the page, which it had got before the {status}"
                    reader.expect_known(page, why, told)
                elif not is_known:
                    reader.expect_none_known(f"although all that it had got was a {status}")
                reader.expect(outcome, page)


# ------------------------------------------------------------------ resume_download


@check(points=1)
def test_resume_continues(web: WebTasks, examination: Examination) -> None:
    """resume_download asks for the rest with Range, appends it, and returns the final size.

    Hint: How many bytes are in the file already? Which is the first one that is missing?
    Hint: Range: bytes=1000- asks for all from byte 1000 on; bytes are counted from 0.
    Hint: A file opened with mode "ab" is written to at its end. Without a file, or with an empty one, all is missing.
    """
    for size, has in ((50_000, 20_000), (3000, 2999), (4000, None), (4000, 0)):
        data = examination.dice.randbytes(size)
        part = None if has is None else data[:has]
        before = len(web.site.requests)
        outcome = resuming.resume(web, examination, serving(data), part)
        when = A_PART if has else "there was no file" if part is None else "the file was empty"
        if has and not isinstance(outcome, Raised):
            resuming.expect_range(web, data[:has], before)
        resuming.expect_resumed(web, examination, outcome, data, part, when)


@check(points=1, after="resume_continues")
def test_resume_starts_over(web: WebTasks, examination: Examination) -> None:
    """resume_download starts over where the server answers 200, with the whole page.

    Hint: You have asked for a part. Does the server have to give you one?
    Hint: 206 is the rest; 200 is all of it, from the first byte on. Which mode opens the file then?
    """
    is_lost = examination.lost(resuming.FIRST)
    for size, has in ((30_000, 10_000), (5000, 8000)):
        data = examination.dice.randbytes(size)
        part = examination.dice.randbytes(has) if is_lost or has > size else data[:has]
        outcome = resuming.resume(web, examination, serving_only_whole(data), part)
        when = (
            OLD_AND_LONGER
            if has > size
            else "the page was answered with 200, and the file had a part"
        )
        if is_lost:
            resuming.expect_nothing_old(web, outcome, part, when)
        else:
            resuming.expect_resumed(web, examination, outcome, data, part, when)


@check(points=1, after="resume_continues")
def test_resume_reads_ranges(web: WebTasks, examination: Examination) -> None:
    """resume_download obeys the Content-Range of a 206, and of a 416 if nothing may be missing.

    Hint: Your file is complete, and you ask for the rest. What can the server say to that?
    Hint: 416 with "Content-Range: bytes */SIZE" tells the size of the page. Is it that of your file?
    Hint: A 206 says in Content-Range: bytes FIRST-LAST/SIZE which bytes it has. Is FIRST what you asked for?
    """
    shown = resuming.shown(web, examination)
    if not shown.asks:
        raise Unseen(resuming.FIRST)
    data = examination.dice.randbytes(6000)
    outcome = resuming.resume(web, examination, serving(data), data)
    when = "the file was complete"
    resuming.expect_resumed(web, examination, outcome, data, data, when)
    stale = examination.dice.randbytes(9000)
    size = ("Content-Range", f"bytes */{len(data)}")
    is_none = f"The page has {len(data)} bytes: the file, which has more, is no part of it."
    is_unsaid = "Only with Content-Range: bytes */SIZE does a 416 say that the file is complete."
    for headers, told, why in (
        ((size,), f"bytes */{len(data)}", is_none),
        ((), "no Content-Range", is_unsaid),
    ):
        when = f"the answer was 416 with {told}, and the file had {len(stale)} bytes"
        outcome = resuming.attempt(web, examination, refusing(data, *headers), stale)
        resuming.expect_started_over_or_raised(
            web,
            examination,
            outcome,
            data,
            stale,
            when,
            why,
        )
    part = data[:2000]
    for shift in (-2000, 500, -300) if shown.appends else ():
        first = len(part) + shift
        when = f"the answer was a 206 with the bytes from {first} on, and those from {len(part)} on were missing"
        outcome = resuming.attempt(web, examination, serving_another_part(data, shift), part)
        resuming.expect_started_over_or_raised(
            web,
            examination,
            outcome,
            data,
            part,
            when,
            "The Content-Range of a 206 says which bytes came.",
        )


@check(points=1, after="resume_continues")
def test_resume_raises(web: WebTasks, examination: Examination) -> None:
    """resume_download raises for an error, which changes nothing, and for a body cut short.

    Hint: The page of an error is no part of any file: look at the status before you write.
    Hint: How many bytes did Content-Length promise, and how many came?
    Hint: iter_content() raises if too few bytes come; what is in the file by then may stay.
    """
    shown = resuming.shown(web, examination)
    data = examination.dice.randbytes(40_000)
    errors = [(404, data[:500]), (500, data[:500]), (403, None), (503, None)]
    for status, part in resuming.usable(examination, errors):
        outcome = resuming.attempt(web, examination, in_turn(error(status)), part)
        when = f"the status was {status}"
        resuming.expect_failed(web, outcome, when, status=True)
        resuming.expect_as_before(web, part, when)
    whole = serving_only_whole(data, sent=15_000)
    cuts = [(whole, None), (whole, examination.dice.randbytes(30_000))]
    if shown.appends:
        cuts.append((serving(data, sent=lambda size: size // 2), data[:9000]))
    for rule, part in resuming.usable(examination, cuts):
        when = f"the body of a {200 if rule is whole else 206} was cut short"
        outcome = resuming.attempt(web, examination, rule, part)
        resuming.expect_failed(web, outcome, when, status=False)
        resuming.expect_unharmed(web, data, part, when)


# ------------------------------------------------------------------ fetch_all


@check(points=1)
def test_fetch_all_fetches(
    web: WebTasks, examination: Examination, word: Word, chinese: Chinese
) -> None:
    """fetch_all returns a dict from each URL to its text, however many URLs and workers there are.

    Hint: Begin with a loop over the URLs that fills a dict; several at a time is another rule.
    Hint: What does your function return for an empty list? And if there are more workers than URLs?
    """
    with web.one_process():
        for count, workers in ((4, 2), (3, 1), (2, 5), (0, 3)):
            wanted = fetching.texts(web, word, count, chinese)
            outcome = fetching.fetch(web, examination, list(wanted), workers)
            called = fetching.called(count, workers)
            fetching.expect_texts(web, outcome, wanted, called)
        wanted = fetching.texts(web, word, 2, chinese)
        outcome = fetching.fetch(web, examination, [*wanted, *wanted], 3)
        fetching.expect_texts(web, outcome, wanted, fetching.called(4, 3))


@check(points=1, after="fetch_all_fetches")
def test_fetch_all_keeps_errors(web: WebTasks, examination: Examination, word: Word) -> None:
    """fetch_all gives the exception as the value of a URL that failed, and the text of all others.

    Hint: What becomes of an exception that is raised in a thread, and who gets to know of it?
    Hint: Which method of a response raises an exception if the status is an error's?
    Hint: try … except requests.RequestException as error: the error is an object like others, and can be a value.
    """
    troubles = (
        ("a 404", error(404), 404),
        ("a 500", error(500), 500),
        ("none: the connection was reset", Instead.RESET, None),
    )
    with web.one_process():
        for workers in (3, 1):
            good = fetching.texts(web, word, 3)
            bad = [fetching.trouble(web, answer) for _, answer, _ in troubles]
            urls = [url for pair in zip(bad, good, strict=True) for url in pair]
            outcome = fetching.fetch(web, examination, urls, workers)
            called = fetching.called(len(urls), workers)
            fetching.judge_no_further(web, examination, outcome, urls)
            fetching.expect_no_raise(outcome, "some of the URLs failed")
            found = fetching.as_dict(web, outcome, good)
            if fetching.are_mixed_up(examination, found, bad, good):
                continue
            for url, (what, _, status) in zip(bad, troubles, strict=True):
                fetching.expect_error(web, found, url, what, status, called, good)
            if not examination.lost(fetching.FIRST):
                fetching.expect_texts(web, outcome, good, called, besides=bad)


@check(points=1, after="fetch_all_fetches")
def test_fetch_all_together(web: WebTasks, examination: Examination, word: Word) -> None:
    """fetch_all asks for as many URLs at once as there are workers.

    Hint: While one request waits for its answer, who makes the next one?
    Hint: concurrent.futures.ThreadPoolExecutor(workers) has so many threads; its map() calls a function in them.
    """
    with web.one_process():
        for count, workers in ((7, 3), (7, 5)):
            barrier, _ = fetching.fetched_together(web, examination, word, count, workers)
            fetching.expect_together(web, barrier, count, workers)


@check(points=1, after="fetch_all_fetches")
def test_fetch_all_no_more(web: WebTasks, examination: Examination, word: Word) -> None:
    """fetch_all never asks for more URLs at once than there are workers.

    Hint: How many threads does your function start? What says how many of them work at a time?
    Hint: A pool has a size: the argument of ThreadPoolExecutor. Threads of your own can share a threading.Semaphore.
    """
    with web.one_process():
        for count, workers in ((8, 2), (3, 1)):
            barrier, _ = fetching.fetched_together(web, examination, word, count, workers)
            fetching.expect_no_more(web, barrier, count, workers)

    # ------------------------------------------------------------------ call_api


@check(points=1)
def test_call_api_gets(http: HttpTasks, examination: Examination, word: Word) -> None:
    """call_api gets a token for its credentials, GETs url with it, and returns the JSON.

    Hint: Two requests: which of them is the POST with a form, and what does its answer hold?
    Hint: data= takes the fields of a form; auth=(client_id, client_secret) is HTTP basic auth.
    Hint: headers={"Authorization": f"Bearer {token}"}, where the token is the access_token of the JSON.
    """
    for value in ({word(5): [word(), 7, None]}, [word(), {}], word()):
        service = api.Service(http, examination, word, value)
        outcome = service.call()
        api.expect_token_asked(http, examination, service)
        api.expect_bearer(http, examination, service)
        http.expect(outcome, value)


@check(points=1, after="call_api_gets")
def test_call_api_tries_again(http: HttpTasks, examination: Examination, word: Word) -> None:
    """call_api gets one fresh token after a 401 and tries once more; a second 401 raises.

    Hint: A token is good for a while only. What does the page answer when it is no longer?
    Hint: After a 401, begin at the token once more; but how often?
    Hint: A loop over range(2), with a break where the status is not 401, and raise_for_status() behind it.
    """
    value = {word(5): word()}
    service = api.Service(http, examination, word, value, expired=1)
    outcome = service.call()
    api.comes_to_the_page(http, examination, service, outcome)
    api.expect_fresh_token(http, examination, service, outcome)
    if isinstance(outcome, Raised) or examination.passed(api.FIRST):
        http.expect(outcome, value)
    service = api.Service(http, examination, word, value, expired=99)
    try:
        outcome = service.call()
    except Failure:
        api.expect_one_more_try(service)
        raise
    expect_raised(http, outcome, "HTTPError", "the fresh token was refused with 401 as well")
    api.expect_one_more_try(service)


@check(points=1, after="call_api_gets")
def test_call_api_raises(http: HttpTasks, examination: Examination, word: Word) -> None:
    """call_api raises requests.HTTPError for any other error, of either server.

    Hint: Two servers answer: whose status do you look at, and when?
    Hint: An answer without an access_token is no token: raise_for_status() comes before its JSON is read.
    """
    with http.one_process():
        for status in (403, 404, 500, 503):
            service = api.Service(http, examination, word, {}, status=status)
            outcome = service.call()
            api.comes_to_the_page(http, examination, service, outcome)
            api.expect_no_retry(http, service, outcome, f"url was answered with {status}")
        for status in (400, 401, 403, 500, 503):
            service = api.Service(http, examination, word, {}, token_status=status)
            outcome = service.call()
            api.expect_no_retry(http, service, outcome, f"token_url was answered with {status}")


@check(points=1, after="call_api_gets")
def test_call_api_keeps_the_secret(http: HttpTasks, examination: Examination, word: Word) -> None:
    """call_api never sends the secret to the host of url.

    Hint: Who has to know the secret, and who only the token?
    Hint: What a Session has as its auth or its headers goes with each request, to each host.
    """
    with http.one_process():
        for expired in (0, 1, 99):
            service = api.Service(http, examination, word, {}, expired=expired)
            api.expect_secret_kept(http, examination, service)
        for status in (403, 500):
            service = api.Service(http, examination, word, {}, status=status)
            api.expect_secret_kept(http, examination, service)
