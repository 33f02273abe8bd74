"""Unit 3, the HTTP tasks: services that others run."""

from grader.course.checks import Kind, check
from grader.failures.errors import Failure, Raised, Unseen
from grader.i18n import gettext, gettext_noop
from grader.peers.http.pages import UTF8, error, json_answer, text_answer
from grader.peers.http.ranges import (
    failing_after_another_part,
    refusing,
    serving,
    serving_another_part,
    serving_only_whole,
)
from grader.peers.http.script import Instead, Response, in_turn
from grader.subjects.base import Examination
from grader.subjects.functions import HttpTasks
from grader.subjects.tasks import api, caching, circles, fetching, paging, resuming
from grader.subjects.tasks.outcomes import again, expect_raised, once_more
from grader.subjects.web import WebTasks
from grader.subjects.words import Chinese, Word

KIND = Kind("module", network=("mocked", "real"))
SENDS_OTHERS = gettext_noop(
    "It had sent the ETag of another page, which has no W/: one with W/ is an ETag as well."
)

FORGOTTEN = gettext_noop(
    "It had sent it the time before, and the answer was 304: the page was still the same, and its ETag with it."
)

# ------------------------------------------------------------------ all_items


@check(points=1)
def test_all_items_follows(http: HttpTasks, examination: Examination, word: Word) -> None:
    """all_items returns the items of all pages in one list, even of those after an empty page.

    Hint: Which page is the last one, and how does your function know?
    Hint: `response.links` is a dictionary made from the header Link. Print it for each page. The
    last page has no entry for the next one; whether a page has items says nothing.
    Hint: `while url:` GET, `items += response.json()`, then `url = response.links.get("next",
    {}).get("url")`.
    """
    earlier: list[object] = []
    with http.one_process():
        for sizes in ((3, 2, 0, 0, 4), (2,), (0,), (1,) * 12):
            pages = [paging.items_of(word, size) for size in sizes]
            if sizes[0]:  # an item may be a list itself, or count as false
                pages[0] += [[word(), 7], 0, "", None]
            pages[-1] += pages[0][:1]  # and stand twice
            chain = paging.Chain(http, examination, word, pages)
            outcome = once_more(http, examination, paging.FIRST, "all_items", chain.urls[0])
            paging.expect_items(http, word, chain, outcome, earlier)
            earlier += chain.items


@check(points=1, after="all_items_follows")
def test_all_items_reads_links(http: HttpTasks, examination: Examination, word: Word) -> None:
    """all_items understands each form of the header Link, and a URL that is relative to its page.

    Hint: A page at http://example.org/items?page=1 has the link <?page=2>. Which URL is that?
    Hint: The header may have several links and other parameters: let requests read it, and not a
    pattern of your own. A function of `urllib.parse` makes a whole URL of the page's own one and a
    relative one.
    Hint: `urljoin(response.url, response.links["next"]["url"])`.
    """
    paging.follows(http, examination, word)
    with http.one_process():
        for form in paging.forms(word):
            paging.try_form(http, examination, word, form)
        paging.try_relative(http, examination, word)


@check(points=1, after=("all_items_follows", "all_items_reads_links"))
def test_all_items_circle(http: HttpTasks, examination: Examination, word: Word) -> None:
    """all_items raises ValueError if a page leads to one that was visited before.

    Hint: What does your loop do if the last page names the first one as the next?
    Hint: Remember the URLs of the pages in a set that is new for each call. Look into it before you
    ask for the next page.
    Hint: `if url in visited: raise ValueError(url)`, then `visited.add(url)`.
    """
    paging.follows(http, examination, word)
    with http.one_process():
        leads = ((2, 0), (0, 0), (7, 1)) if examination.passed(paging.FIRST) else ((0, 0), (1, 0))
        for start, back in leads:
            pages = [paging.items_of(word, 2) for _ in range(start + 2)]
            chain = paging.Chain(http, examination, word, pages)
            chain.lead(start, back)
            circles.expect_no_circle(http, examination, chain, start, back)
        circles.expect_no_memory(http, examination, word)
        if all(map(examination.passed, (paging.FIRST, "all_items_reads_links"))):
            circles.expect_apart(http, examination, word)


@check(points=1, after="all_items_follows")
def test_all_items_raises(http: HttpTasks, examination: Examination, word: Word) -> None:
    """all_items raises requests.HTTPError for an error, even of a later page.

    Hint: Where does your function look at the status of the second page?
    Hint: An error page may hold JSON, too. Each page is an answer with a status of its own, so
    the check belongs in the loop. A response has a method for it.
    Hint: In the loop, before `response.json()`: `response.raise_for_status()`.
    """
    with http.one_process():
        goes_on = paging.goes_on(http, examination, word)
        for status in (404, 503, examination.dice.choice((400, 401, 403, 429, 500))):
            url = http.page(in_turn(error(status)))
            outcome = again(http, examination, paging.FIRST, "all_items", url)
            expect_raised(
                http, outcome, "HTTPError", gettext("the status was {status}", status=status)
            )
        troubles = (error(404), json_answer([word()], status=500)) if goes_on else ()
        for answer in troubles:
            url = http.page(in_turn(answer))
            first = paging.put_up(http, paging.new_url(word), [word()], paging.plain(url))
            outcome = again(http, examination, paging.FIRST, "all_items", first)
            when = gettext("the status of the second page was {status}", status=answer.status)
            expect_raised(http, outcome, "HTTPError", when)


# ------------------------------------------------------------------ cached_get


@check(points=1)
def test_cached_get_remembers(http: HttpTasks, examination: Examination, word: Word) -> None:
    """cached_get sends the ETag that it knows as it came, and returns the stored text for 304.

    Hint: A 304 has no body. Which text does your function return then?
    Hint: Keep two things for each URL: the text and the header ETag. The ETag goes back in
    If-None-Match, with its quotes and its W/. For a 304 return what you kept.
    Hint: `etag, text = cache.get(url, (None, None))`, `headers={"If-None-Match": etag}`, and `if
    response.status_code == 304: return text`.
    """
    for form, header in (('"{}"', "ETag"), ('W/"{}"', "ETag"), ('"{}"', "etag")):
        page = caching.Changing(http, examination, word)
        page.change(form)
        page.header = header
        reader = caching.Reader(http, examination)
        with http.one_process():
            outcome = reader.read(page)
            http.last_request("GET", page.url)
            reader.expect(outcome, page)
            reader.expect_none_known(gettext("although its cache was empty"))
            of_form = gettext(SENDS_OTHERS) if page.etag.startswith("W/") else None
            for told in (of_form, gettext(FORGOTTEN)):
                outcome = reader.read(page)
                reader.expect_known(page, gettext("the page, which it had got before"), told)
                reader.expect(
                    outcome,
                    page,
                    gettext("A 304 has no body: the text is the one of the answer before."),
                )


@check(points=1, after="cached_get_remembers")
def test_cached_get_keeps_apart(http: HttpTasks, examination: Examination, word: Word) -> None:
    """cached_get keeps the pages of one cache apart, and one cache from another.

    Hint: Two pages are in one cache. Where in the dict is the text of the first one when the second
    one is stored?
    Hint: Each page needs a key that no other page has: the whole URL with its query. What your
    function remembers must be in this dict, and not in a variable of the module.
    Hint: `cache[url] = etag, text`.
    """
    host, path, name = f"{word(8)}.test", word(6), word(4)
    pages = [
        caching.Changing(http, examination, word, host, f"{path}{query}")
        for query in (f"?id={name}", f"?id={name.upper()}", "")
    ]
    pages.append(caching.Changing(http, examination, word, path=path))  # on another host
    pages[-1].etag = pages[1].etag  # as where each page counts its own changes
    reader = caching.Reader(http, examination)
    with http.one_process():
        for known in (False, True, True) if examination.passed(caching.FIRST) else (False, True):
            for number, page in enumerate(pages, 1):
                outcome = reader.read(page)
                if known:
                    reader.expect_known(
                        page,
                        gettext(
                            "page {page} of {pages} in one cache", page=number, pages=len(pages)
                        ),
                    )
                reader.expect(outcome, page)
        pages[0].change()
        outcome = reader.read(pages[0], "another_cache")
        why = gettext("although its cache was empty; another one had been given before")
        reader.expect_none_known(why, is_new_cache=True)
        reader.expect(outcome, pages[0])
        pages[0].go_back()
        reader.expect(reader.read(pages[0]), pages[0])


@check(points=1, after="cached_get_remembers")
def test_cached_get_replaces(http: HttpTasks, examination: Examination, word: Word) -> None:
    """cached_get replaces what is stored after a 200; a 200 without an ETag leaves no ETag.

    Hint: The page has changed. Which text and which ETag are in the cache after that?
    Hint: A 200 replaces both, the text and the ETag. If the new answer has no ETag, the old one
    must go, or the next call asks for a page that no longer exists.
    Hint: `cache[url] = response.headers.get("ETag"), response.text`: without the header that is
    `None`, and requests does not send a header whose value is `None`.
    """
    page = caching.Changing(http, examination, word)
    reader = caching.Reader(http, examination)
    with http.one_process():
        reader.expect(reader.read(page), page)
        for is_empty in (False, True):
            page.change('"{}"', is_empty=is_empty)
            reader.expect(reader.read(page), page)
            outcome = reader.read(page)
            told = gettext("The text of that 200 was empty, and it has an ETag all the same.")
            why = gettext("the page, which came with the last 200")
            reader.expect_known(page, why, told if is_empty else None)
            reader.expect(outcome, page)
        page.change(None)
        reader.expect(reader.read(page), page)
        page.change(None)
        outcome = reader.read(page)
        reader.expect_none_known(gettext("although the last 200 had none"))
        reader.expect(outcome, page)


@check(points=1, after="cached_get_remembers")
def test_cached_get_raises(http: HttpTasks, examination: Examination, word: Word) -> None:
    """cached_get raises requests.HTTPError for an error, and leaves the cache as it was.

    Hint: An error page has a text, too, and may have an ETag. In which line do you write to the
    dict, and is the status known by then?
    Hint: Look at the status first. 4xx and 5xx raise, and a 304 does not. Nothing may be stored
    before that.
    Hint: `response.raise_for_status()` right after the GET, and only after it `cache[url] = …`.
    """
    for unknown, *known in ((404, 500, 404), (503, 403, 410)):
        page = caching.Changing(http, examination, word)
        reader = caching.Reader(http, examination)
        with http.one_process():
            for page.trouble, is_known in ((unknown, False), *((each, True) for each in known)):
                outcome = reader.read(page)
                expect_raised(
                    http,
                    outcome,
                    "HTTPError",
                    gettext("the status was {status}", status=page.trouble),
                )
                status, page.trouble = page.trouble, None
                outcome = reader.read(page)
                if is_known and not reader.sends_none:
                    told = gettext(
                        "After the {status} it is not known any more: an error leaves the cache as it was.",
                        status=status,
                    )
                    why = gettext("the page, which it had got before the {status}", status=status)
                    reader.expect_known(page, why, told)
                elif not is_known:
                    reader.expect_none_known(
                        gettext("although all that it had got was a {status}", status=status)
                    )
                reader.expect(outcome, page)


# ------------------------------------------------------------------ resume_download


@check(points=1)
def test_resume_continues(web: WebTasks, examination: Examination) -> None:
    """resume_download asks for the rest with Range, appends it, and returns the final size.

    Hint: How many bytes are in the file already? Which byte is the first one that is missing?
    Hint: Bytes are counted from 0, so the size of the file is the number of the first missing byte.
    Ask for everything from there on. There is a file mode that writes at the end. No file is like
    an empty one.
    Hint: `headers={"Range": f"bytes={size}-"}`, then `open(path, "ab")`, then `return
    os.path.getsize(path)`.
    """
    data = examination.dice.randbytes(50_001)
    with web.one_process():
        when = gettext("the file had the first bytes of the page")
        resuming.expect_continued(web, examination, data[:-1], data[:20_000], when)
        when = gettext("the file had what the call before had loaded, and the page had grown")
        resuming.expect_continued(web, examination, data, data[:-1], when, is_there=True)
    for part, when in (
        (None, gettext("there was no file")),
        (b"", gettext("the file was empty")),
    ):
        resuming.expect_continued(web, examination, data[:4000], part, when)


@check(points=1, after="resume_continues")
def test_resume_starts_over(web: WebTasks, examination: Examination) -> None:
    """resume_download starts over if the server answers 200, with the whole page.

    Hint: You have asked for a part. Does the server have to give you a part?
    Hint: A 206 is the rest; a 200 is the whole page from its first byte. The file mode depends on
    the status, and the old bytes must not stay.
    Hint: `mode = "ab" if response.status_code == 206 else "wb"`.
    """
    is_lost = examination.lost(resuming.FIRST)
    if is_lost and not resuming.shown(web, examination).wants_a_part:
        raise Unseen(resuming.FIRST)  # who asks for all of the page always starts over
    for size, has in ((30_000, 10_000), (5000, 8000)):
        data = examination.dice.randbytes(size)
        part = examination.dice.randbytes(has) if is_lost or has > size else data[:has]
        outcome = resuming.resume(web, examination, serving_only_whole(data), part)
        when = (
            gettext("the page was answered with 200, and the file was longer than it")
            if has > size
            else gettext("the page was answered with 200, and the file had a part")
        )
        if is_lost:
            resuming.expect_nothing_old(web, outcome, part, when)
        else:
            resuming.expect_resumed(web, examination, outcome, data, part, when)


@check(points=1, after="resume_continues")
def test_resume_reads_ranges(web: WebTasks, examination: Examination) -> None:
    """resume_download obeys the Content-Range of a 206, and of a 416 if nothing may be missing.

    Hint: Your file is complete, and you ask for the rest. What can the server say to that?
    Hint: A 416 tells the size of the page in Content-Range: if your file has that size, all is
    done. A 206 tells there which bytes it brings: compare the first one with the one that you asked
    for. If it is not so, start over or raise.
    Hint: `if status == 416 and given == f"bytes */{size}": return size`, and for a 206
    `given.startswith(f"bytes {size}-")`, where `given` is the header.
    """
    shown = resuming.shown(web, examination)
    if not shown.asks:
        raise Unseen(resuming.FIRST)
    data = examination.dice.randbytes(6000)
    outcome = resuming.resume(web, examination, serving(data), data)
    when = gettext("the file was complete")
    resuming.expect_resumed(web, examination, outcome, data, data, when)
    stale = examination.dice.randbytes(9000)
    size = ("Content-Range", f"bytes */{len(data)}")
    longer = ("Content-Range", f"bytes */1{len(stale)}")
    is_none = gettext(
        "The page has {size} bytes: the file, which has more, is no part of it.", size=len(data)
    )
    is_unsaid = gettext(
        "A 416 says that the file is complete only where its Content-Range is bytes */SIZE, and SIZE the file's size."
    )
    for headers, told, why in (
        ((size,), f"bytes */{len(data)}", is_none),
        ((), gettext("no Content-Range"), is_unsaid),
        ((longer,), longer[1], is_unsaid),
    ):
        when = gettext(
            "the answer was 416 with {told}, and the file had {size} bytes",
            told=told,
            size=len(stale),
        )
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
    part = data[:500]
    for shift in (-500, 4500, -300) if shown.appends else ():
        first = len(part) + shift
        when = gettext(
            "the answer was a 206 with the bytes from {first} on, and those from {missing} on were missing",
            first=first,
            missing=len(part),
        )
        outcome = resuming.attempt(web, examination, serving_another_part(data, shift), part)
        resuming.expect_started_over_or_raised(
            web,
            examination,
            outcome,
            data,
            part,
            when,
            gettext("The Content-Range of a 206 says which bytes came."),
        )


@check(points=1, after=("resume_continues", "resume_reads_ranges"))
def test_resume_raises(web: WebTasks, examination: Examination) -> None:
    """resume_download raises for an error, which changes nothing, and for a body cut short.

    Hint: In which line do you open the file, and do you know the status by then? What ends a body
    that is too short?
    Hint: An error page is not a part of any file, so the status comes first. For a short body
    requests raises an exception while you read it; do not hide that. What is in the file by then
    may stay.
    Hint: `response.raise_for_status()` before `open(…)`, and `for piece in
    response.iter_content(65536):` with no `except` around it.
    """
    shown = resuming.shown(web, examination)
    data = examination.dice.randbytes(40_000)
    errors = [(404, data[:500]), (500, data[:500]), (403, None), (503, None)]
    for status, part in resuming.usable(examination, errors):
        outcome = resuming.attempt(web, examination, in_turn(error(status)), part)
        when = gettext("the status was {status}", status=status)
        resuming.expect_failed(web, outcome, when, status=True)
        resuming.expect_as_before(web, part, when)
    whole = serving_only_whole(data, sent=15_000)
    cuts = [(whole, None), (whole, examination.dice.randbytes(30_000))]
    if shown.appends:
        cuts.append((serving(data, sent=lambda size: size // 2), data[:9000]))
    for rule, part in resuming.usable(examination, cuts):
        when = gettext("the body of a {status} was cut short", status=200 if rule is whole else 206)
        outcome = resuming.attempt(web, examination, rule, part)
        resuming.expect_failed(web, outcome, when, status=False)
        resuming.expect_unharmed(web, data, part, when)
    if examination.passed("resume_reads_ranges"):
        when = gettext(
            "a 206 with other bytes than were asked for was followed by a {status}", status=500
        )
        rule = failing_after_another_part(data, 500)
        outcome = resuming.attempt(web, examination, rule, data[:500])
        resuming.expect_failed(web, outcome, when, status=True)
        if web.has_file(resuming.FILE):  # to start over, it may have been removed by then
            resuming.expect_unharmed(web, data, data[:500], when)


# ------------------------------------------------------------------ fetch_all


@check(points=1)
def test_fetch_all_fetches(
    web: WebTasks, examination: Examination, word: Word, chinese: Chinese
) -> None:
    """fetch_all returns a dict from each URL to its text, with any number of URLs and workers.

    Hint: What does your function return for an empty list? And for more workers than URLs?
    Hint: Begin with a plain loop that fills a dictionary; several at a time is another rule. The
    number of threads is the number of workers, and never the number of URLs.
    Hint: `return {url: requests.get(url, timeout=10).text for url in urls}` is a beginning that
    passes.
    """
    with web.one_process():
        for count, workers in ((4, 2), (3, 1), (2, 5), (0, 3)):
            wanted = fetching.texts(web, word, count, chinese)
            outcome = fetching.fetch(web, examination, list(wanted), workers)
            called = fetching.called(count, workers)
            fetching.expect_texts(web, outcome, wanted, called)
        wanted = fetching.texts(web, word, 2, chinese) | {web.page(in_turn(text_answer(""))): ""}
        text = word()
        wanted[fetching.spelt_oddly(web, text)] = text
        twice = [url for url in wanted for _ in range(2)]
        outcome = fetching.fetch(web, examination, twice, 3)
        fetching.expect_texts(web, outcome, wanted, fetching.called(len(twice), 3))
        fetching.expect_fetched_anew(web, examination, word)


@check(points=1, after="fetch_all_fetches")
def test_fetch_all_keeps_errors(web: WebTasks, examination: Examination, word: Word) -> None:
    """fetch_all gives the exception as the value of a URL that failed, and all other texts.

    Hint: What becomes of an exception that is raised in a thread, and who gets to see it?
    Hint: Catch it inside the function that fetches one URL. There it is an object like any other,
    and can be a result. An error status has to become an exception first.
    Hint: `try: … response.raise_for_status(); return response.text` and `except
    requests.RequestException as error: return error`.
    """
    troubles = (
        (gettext("a {status}", status=404), error(404), 404),
        (gettext("none: the connection was reset"), Instead.RESET, None),
        (gettext("a {status}", status=500), error(500), 500),
        (
            gettext("a {status} whose body broke off", status=200),
            Response(200, word().encode(), (UTF8,), sent=5, chunked=True),
            None,
        ),
    )
    with web.one_process():
        for workers in (4, 1):
            good = fetching.texts(web, word, len(troubles))
            bad = [fetching.trouble(web, answer) for _, answer, _ in troubles]
            urls = [url for pair in zip(bad, good, strict=True) for url in pair]
            outcome = fetching.fetch(web, examination, urls, workers)
            called = fetching.called(len(urls), workers)
            fetching.judge_no_further(web, examination, outcome, urls)
            fetching.expect_no_raise(outcome, gettext("some of the URLs failed"))
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
    Hint: A loop makes one request at a time. You need threads: the README's three cooks show a pool
    that runs one function for many values.
    Hint: `with ThreadPoolExecutor(workers) as pool: texts = list(pool.map(fetch, urls))`, then
    `dict(zip(urls, texts))`.
    """
    with web.one_process():
        for count, workers, before in ((7, 3, 0), (7, 5, 3)):
            barrier, _ = fetching.fetched_together(web, examination, word, count, workers)
            fetching.expect_together(web, barrier, count, workers, before)


@check(points=1, after="fetch_all_fetches")
def test_fetch_all_no_more(web: WebTasks, examination: Examination, word: Word) -> None:
    """fetch_all never asks for more URLs at once than there are workers.

    Hint: How many threads does your function start? Which line says how many of them may work at
    the same time?
    Hint: A thread for each URL is too many. A pool has a size. If you make your own threads, a
    semaphore lets a fixed number of them in.
    Hint: `ThreadPoolExecutor(max_workers=workers)`, or around each request `with semaphore:` after
    `semaphore = threading.Semaphore(workers)`.
    """
    with web.one_process():
        for count, workers, before in ((8, 3, 0), (4, 1, 3)):
            barrier, _ = fetching.fetched_together(web, examination, word, count, workers)
            fetching.expect_no_more(web, barrier, count, workers, before)

    # ------------------------------------------------------------------ call_api


@check(points=1)
def test_call_api_gets(
    http: HttpTasks, examination: Examination, word: Word, chinese: Chinese
) -> None:
    """call_api gets a token for its credentials, GETs url with it, and returns the JSON.

    Hint: There are two requests. Which one is the POST with a form, and what does its answer hold?
    Hint: The form has the grant type; the credentials are two more fields of it, or basic auth. The
    answer is JSON with an access_token. The second request shows that token in its header
    Authorization.
    Hint: `requests.post(token_url, data={"grant_type": "client_credentials"}, auth=(client_id,
    client_secret))`, then `headers={"Authorization": f"Bearer {token}"}`.
    """
    service = api.Service(http, examination, word)
    with http.one_process():
        for service.value in ({word(5): [chinese(), 7, None]}, [word(), {}], word(), []):
            outcome = service.call()
            api.expect_token_asked(http, examination, service)
            api.expect_bearer(http, examination, service)
            http.expect(outcome, service.value)
            service.change_client()


@check(points=1, after="call_api_gets")
def test_call_api_tries_again(http: HttpTasks, examination: Examination, word: Word) -> None:
    """call_api gets one fresh token after a 401 and tries once more; a second 401 raises.

    Hint: A token is good for a while only. What does url answer after that, and what does your
    function do then?
    Hint: After a 401 both requests come again: a fresh token, then the page. That happens once.
    After the second 401 the usual method of a response raises.
    Hint: `for _ in range(2):` token, GET, `if response.status_code != 401: break`; after the loop
    `response.raise_for_status()`.
    """
    value = {word(5): word()}
    calls = 2 if examination.passed(api.FIRST) else 1  # the second one may begin with a kept token
    services = [api.Service(http, examination, word, value, expired=1) for _ in range(calls)]
    with http.one_process():
        for service in [each for each in services for _ in range(calls)]:
            outcome = service.call()
            api.comes_to_the_page(http, examination, service, outcome)
            api.expect_fresh_token(http, examination, service, outcome)
            if isinstance(outcome, Raised) or examination.passed(api.FIRST):
                http.expect(outcome, value)
            service.expire()
        for each in (api.Service(http, examination, word, value), service)[:calls]:
            each.expire(for_good=True)
            try:
                outcome = each.call()
            except Failure:
                api.expect_one_more_try(each)
                raise
            when = gettext("the fresh token was refused with 401 as well")
            expect_raised(http, outcome, "HTTPError", when)
            api.expect_one_more_try(each)


@check(points=1, after=("call_api_gets", "call_api_tries_again"))
def test_call_api_raises(http: HttpTasks, examination: Examination, word: Word) -> None:
    """call_api raises requests.HTTPError for any other error, of either server.

    Hint: Two servers answer. In which lines do you look at the status of each one?
    Hint: Only a 401 of url gets a second try. An error of token_url has no access_token in it:
    check its status before you read its JSON. A 403 or 500 of url raises at once.
    Hint: `answer.raise_for_status()` before `answer.json()["access_token"]`, and the same call for
    the response of url.
    """
    with http.one_process():
        for status in (403, 404, 500, 503):
            service = api.Service(http, examination, word, {}, status=status)
            outcome = service.call()
            api.comes_to_the_page(http, examination, service, outcome)
            api.expect_no_retry(
                http, service, outcome, gettext("url was answered with {status}", status=status)
            )
        if examination.passed("call_api_tries_again"):
            service = api.Service(http, examination, word, {}, expired=1, status=500)
            when = gettext("url was answered with 401, and with {status} after that", status=500)
            api.expect_no_retry(http, service, service.call(), when)
        for status in (400, 401, 403, 500, 503):
            service = api.Service(http, examination, word, {}, token_status=status)
            outcome = service.call()
            api.expect_no_retry(
                http,
                service,
                outcome,
                gettext("token_url was answered with {status}", status=status),
            )
        if examination.passed("call_api_tries_again"):
            service = api.Service(http, examination, word, {}, expired=1, token_status=503)
            when = gettext(
                "url was answered with 401, and token_url with {status} after that", status=503
            )
            api.expect_no_retry(http, service, service.call(), when)


@check(points=1, after="call_api_gets")
def test_call_api_keeps_the_secret(http: HttpTasks, examination: Examination, word: Word) -> None:
    """call_api never sends the secret to the host of url.

    Hint: Who has to know the secret, and who needs only the token?
    Hint: Look at everything that the second request carries: headers, auth, parameters, form. A
    Session sends what it has to every host.
    Hint: The second request is only `requests.get(url, headers={"Authorization": f"Bearer
    {token}"}, timeout=10)`, without `auth` and without a Session that has it.
    """
    with http.one_process():
        for expired in (0, 1, 99):
            service = api.Service(http, examination, word, {}, expired=expired)
            api.expect_secret_kept(http, examination, service)
        for status in (403, 500):
            service = api.Service(http, examination, word, {}, status=status)
            api.expect_secret_kept(http, examination, service)
