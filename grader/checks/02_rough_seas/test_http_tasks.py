"""Unit 2, the HTTP tasks: a web with bad days."""

import os.path

from grader.course.checks import Kind, check
from grader.failures.diagnosis import leaving
from grader.failures.errors import Failure, Mismatch, NothingCame, Raised, Unseen
from grader.i18n import gettext
from grader.peers.http import mistakes
from grader.peers.http.pages import BINARY, JSON, UTF8, error, error_page, json_answer, text_answer
from grader.peers.http.script import Answer, Instead, Response, in_turn
from grader.subjects.base import Examination
from grader.subjects.functions import HttpTasks, InFolder
from grader.subjects.tasks.downloads import (
    cleaned_up,
    download,
    expect_a_saver,
    expect_kept,
    expect_nothing_left,
    expect_saved,
    expect_saved_anew,
    expect_size,
    expect_streamed,
    troubles,
)
from grader.subjects.tasks.members import (
    Members,
    expect_cookie,
    expect_fields,
    expect_page_read,
    expect_refusal_after_login,
)
from grader.subjects.tasks.outcomes import (
    again,
    expect_raised,
    of_unasked,
    raised,
    tell,
    unless_it_crashes,
)
from grader.subjects.tasks.retries import (
    ATTEMPTS,
    FixedTries,
    Pause,
    after_one,
    errors_that_heal,
    expect_all_tries,
    expect_empty_text,
    expect_pauses,
    expect_text,
    expect_tries,
    learn_how_often,
    of_lost_text,
    stopped_early,
    tried,
    troubles_that_heal,
)
from grader.subjects.tasks.searching import (
    NO_PARAMS,
    Params,
    Searching,
    expect_asked_anew,
    expect_get,
    expect_query,
    learn_to_search,
    search,
    understood,
)
from grader.subjects.tasks.timeouts import (
    PATIENT,
    expect_end_of_silence,
    expect_more_than_looks,
    expect_patience,
    expect_timeout,
    wait_for_late_answer,
)
from grader.subjects.tasks.uploads import (
    expect_closed,
    expect_each_file,
    expect_file,
    expect_multipart,
    uploaded,
)
from grader.subjects.web import WebTasks
from grader.subjects.words import Chinese, Phrase, Word

KIND = Kind("module", network=("mocked", "real"))
LARGE = 32 << 20  # bytes of a body, several times what any usual piece and its copies take up
MOST_KEPT = 4 << 20  # bytes of what calls have left: more than a part of the body after each
ASKED = 2  # seconds of Retry-After, give or take one


# ------------------------------------------------------------------ search


@check(points=1)
def test_search_finds(
    http: HttpTasks, examination: Examination, word: Word, chinese: Chinese
) -> None:
    """search sends any parameters by GET, and returns the JSON list.

    Hint: A parameter may hold a space, an & or Chinese, or be a list. Which URL does your function
    ask for? Print `response.url`.
    Hint: `&`, `=`, `+` and `#` have a meaning of their own in a URL. `requests` encodes the
    parameters that you give it as an argument, and repeats the key of a list; it does not encode
    what you write into the URL yourself. And the body is JSON, not text.
    Hint: `response = requests.get(url, params=params, timeout=10)`, and `return response.json()`.
    """
    params: Params = {word(5): word(), word(6): 7}
    listed = [word(), {"name": chinese()}, 3, 0, "", None, [], False]
    asked, outcome = search(http, Searching(), params, json_answer(listed, indent=1))
    if asked:
        learn_to_search(examination, asked[0], params)
    is_elsewhere = not asked and http.site.requests  # which explains what was raised
    is_by_get = all(request.method == "GET" for request in asked)
    if isinstance(outcome, Raised) and is_by_get and not is_elsewhere:
        raise outcome
    expect_get(asked)
    url = next(iter(http.site.pages)).removesuffix("?*")
    expect_query(http.last_request("GET", url), params, Searching())
    http.expect(outcome, listed)
    expect_encoded(http, examination, word, chinese)
    expect_asked_anew(http, params, [word()], [word(), word()])


def expect_encoded(http: HttpTasks, examination: Examination, word: Word, chinese: Chinese) -> None:
    """Demand that a search keeps its parameters, whatever characters are in them.

    Raises Mismatch, Raised or what came in place of a request.
    """
    twice, earlier = word(), NO_PARAMS
    with http.one_process():
        for params in (
            {word(5): f" {word(3)}  {word(3)} & {word(3)}=1+1 100%#?/;\"' ", word(6): ""},
            {word(5): chinese(), f"{word(3)} {chinese()}&": word()},
            {word(5): [twice, f"{word(2)} & {word(2)}", chinese(), twice], word(6): [word()]},
        ):
            asked, outcome = search(http, Searching(), params, json_answer([]))
            if not asked and isinstance(outcome, Raised):
                raise outcome
            if not asked:
                http.last_request("GET", list(http.site.pages)[-1].removesuffix("?*"))
            expect_query(asked[-1], params, Searching(), earlier)
            http.expect(outcome, [])
            earlier = params


@check(points=1, after="search_finds")
def test_search_raises(http: HttpTasks, examination: Examination, word: Word) -> None:
    """search raises requests.HTTPError for an error of the server or of the request.

    Hint: What does your function do when the status is 404 or 503?
    Hint: A response with the status of an error is a response like any other: `requests` raises
    nothing by itself. One method of the response raises an exception for 4xx and 5xx. Call it
    before you read the body.
    Hint: `response.raise_for_status()` stands before `response.json()`.
    """
    manner = understood(examination)
    for status in (400, 404, 429, 500, 503, examination.dice.choice((401, 405, 410, 418, 502))):
        is_page = status in (404, 503)  # as most servers answer, whatever was asked for
        answer = error(status) if is_page else Response(status, b"[]", (JSON,), "Scripted")
        asked, outcome = search(http, manner, {word(5): word()}, answer)
        unless_it_crashes(examination, outcome, "search_finds")
        if not asked and examination.lost("search_finds"):
            raise Unseen("search_finds")  # what asks for nothing meets no error
        expect_raised(http, outcome, "HTTPError", gettext("the status was {status}", status=status))


# ------------------------------------------------------------------ get_or_none


@check(points=1)
def test_get_or_none_reads(
    web: WebTasks, examination: Examination, phrase: Phrase, chinese: Chinese
) -> None:
    """get_or_none returns the text of a page, and None for a page that is not there.

    Hint: What does your function return for a page that comes after 0.4 s, for an empty one, and
    for one that is not there?
    Hint: A response has its body in several forms, and one of them is a str. An empty text is a
    text, and not None. The time limit is an argument of your function: hand it on to `requests`.
    The number of the status stands in `status_code`, and it is an int. Look at it before you raise
    anything.
    Hint: `response = requests.get(url, timeout=timeout)`; then `if response.status_code == 404:
    return None`, and at the end `return response.text`.
    """
    url = web.page(in_turn(error(404)))
    with web.one_process():
        for after in (0.0, 0.4):
            expect_text_now(web, examination, url, f"{phrase()} {chinese()}\n" * 50, after)
        expect_text_now(web, examination, url, "")
        web.site.page(url, in_turn(error(404)))
        expect_none(web, url)
        expect_text_now(web, examination, url, f"{phrase()}\r\n\n{phrase()}\r\n")


def expect_text_now(
    web: WebTasks, examination: Examination, url: str, text: str, after: float = 0.0
) -> None:
    """Demand that `get_or_none` gives the text that this page has now. Raises Failure."""
    web.site.page(url, in_turn(text_answer(text, after)))
    before = len(web.site.requests)
    returned = web.call("get_or_none", url, PATIENT)
    expect_more_than_looks(web, examination, url)
    web.expect(returned, text, lambda value: of_unasked(web, before))


def expect_none(web: WebTasks, url: str) -> None:
    """Demand that `get_or_none` gives None for a page that is not there. Raises Mismatch."""
    outcome = web.attempt("get_or_none", url, PATIENT)
    if isinstance(outcome, Raised):
        raise Mismatch(
            gettext("Your function raised an exception for a page that is not there."),
            expected=gettext("it returns None"),
            received=raised(outcome),
            diagnosis=leaving.of_compared(web.source, "get_or_none")
            or gettext(
                "The status 404 is the one error that is no exception here: None tells of it."
            ),
        )
    told = None
    if outcome.value == error_page(404):
        told = gettext(
            "What it returned is the body of the error's page: the status says that there is no page."
        )
    web.expect(outcome, None, lambda value: told)


@check(points=1, after="get_or_none_reads")
def test_get_or_none_raises(web: WebTasks, examination: Examination) -> None:
    """get_or_none raises requests.HTTPError for any other error.

    Hint: What does your function return for 403, for 410 and for 500?
    Hint: Only one status means None. For all other errors the caller has to get an exception, not
    the text of the error page, and not None.
    Hint: After the line for 404: `response.raise_for_status()`, without a `try` around it.
    """
    for status in (400, 401, 403, 405, 410, 429, 500, 503):
        url = web.page(in_turn(error(status)))
        outcome = again(web, examination, "get_or_none_reads", "get_or_none", url, PATIENT)
        when = gettext("the status was {status}", status=status)
        expect_raised(web, outcome, "HTTPError", when)


@check(points=1, after="get_or_none_reads")
def test_get_or_none_times_out(web: WebTasks, examination: Examination, word: Word) -> None:
    """get_or_none raises requests.Timeout if the server sends nothing within the timeout.

    Hint: How long does your function wait for a server that accepts the connection and then says
    nothing?
    Hint: Without a time limit `requests` waits for ever. Its limit is an argument, in seconds. Do
    not catch the exception: the caller needs to see it.
    Hint: `requests.get(url, timeout=timeout)`: one number, for the connecting and for each wait.
    """
    text = word()
    expect_timeout(web, examination, wait_for_late_answer(web, examination, text), text)
    expect_end_of_silence(web, examination)
    expect_patience(web, examination, text)


# ------------------------------------------------------------------ get_with_retries


@check(points=1)
def test_retries_errors(web: WebTasks, phrase: Phrase, chinese: Chinese) -> None:
    """get_with_retries tries again after 502, 503 and 504.

    Hint: Which errors may be gone a moment later, and what does your function do then?
    Hint: You need a loop around the request. A good answer leaves it with the text; one of these
    three statuses leads to the next round. A short pause is fine, a second at most. A text may be
    empty: look at the status, and not at the text.
    Hint: `for attempt in range(attempts):` with `if response.status_code in (502, 503, 504):
    continue`; after that `return response.text`.
    """
    for status in (503, 502, 504):  # how often is another check's concern
        text, attempts = f" {phrase()} {chinese()}\r\n", 3
        url = web.page(in_turn(error(status), text_answer(text)))
        outcome = web.attempt("get_with_retries", url, attempts)
        if web.tries.made < 2:
            raise stopped_early(web, outcome, url, attempts)
        web.expect(outcome, text, of_lost_text)
        expect_tries(web, 2)
    expect_empty_text(web)


@check(points=2, after="retries_errors")
def test_retries_broken_connections(web: WebTasks, examination: Examination, word: Word) -> None:
    """get_with_retries tries again after a connection that was refused or broke.

    Hint: The server refuses the connection, or breaks it before the status line. Which status does
    your program see?
    Hint: There is no status without an answer. `requests` raises an exception: print its class.
    Catch this one in the loop, around the request only.
    Hint: `try: response = requests.get(url, timeout=10)`, and `except requests.ConnectionError:` go
    on with the next try.
    """
    for trouble in (Instead.RESET, Instead.HANG_UP, Instead.BREAK_OFF, None):
        text = word()
        url, outcome = after_one(web, examination, trouble, text)
        if web.tries.made <= 1 and not examination.passed("retries_errors"):
            errors_that_heal(examination, web, word)
            url, outcome = after_one(web, examination, trouble, text)
        if web.tries.made <= 1:
            raise stopped_early(web, outcome, url, ATTEMPTS)
        expect_text(web, examination, outcome, text)


@check(points=1, after=("retries_errors", "retries_broken_connections"))
def test_retries_only_so_often(web: WebTasks, examination: Examination, word: Word) -> None:
    """get_with_retries makes `attempts` tries, and raises the last error.

    Hint: The argument is 3 and every try fails. How many requests are there, and how does your
    function end?
    Hint: `attempts` counts all tries, also the first. When the last one fails, its error leaves
    your function: the status as an exception, or the exception that you caught.
    Hint: On the last round: `response.raise_for_status()`, or inside the `except` a bare `raise`.
    """
    healing = troubles_that_heal(examination, web, word)
    troubles: list[tuple[int, list[Answer]]] = [(3, healing[:1]), (1, healing[:1])]
    if examination.passed("retries_broken_connections"):
        reset = Instead.RESET
        troubles += [(2, [reset]), (3, [healing[0], reset, healing[-1], reset])]
    for attempts, trouble in troubles:
        url = web.page(in_turn(*trouble))
        outcome = tried(web, examination, url, attempts)
        is_mixed = len(trouble) > 1
        if is_mixed and web.tries.made < attempts:
            raise stopped_early(web, outcome, url, attempts)
        try:
            expect_tries(web, attempts, is_mixed)
        except Failure as failure:
            if not is_mixed:
                learn_how_often(web, examination, trouble, attempts, failure)
            raise
        expect_raised(
            web,
            outcome,
            "RequestException",
            gettext("all of its {attempts} tries had failed", attempts=attempts),
        )
    expect_all_tries(web, examination, healing, word)


@check(points=1, after=("retries_errors", "retries_broken_connections"))
def test_retries_raise_at_once(web: WebTasks, examination: Examination, word: Word) -> None:
    """get_with_retries raises requests.HTTPError at once for any other error.

    Hint: Is a page that is forbidden allowed a second later? What does your function do for 403,
    404, 429 and 500?
    Hint: Only 502, 503 and 504 get a second try. All other errors leave the loop at once, as an
    exception. This is judged if your function tries again at all.
    Hint: `if response.status_code not in (502, 503, 504):` then `response.raise_for_status()` and
    `return response.text`.
    """
    # who never tries again raises all at once
    healing = troubles_that_heal(examination, web, word)[:1]
    for status in (400, 403, 404, 408, 413, 425, 429, 500, 501, 505, 507, 522):
        is_second = status in (404, 500) and examination.passed("retries_errors")
        before = healing if is_second else []
        url = web.page(in_turn(*before, error(status)))
        outcome = again(web, examination, "retries_errors", "get_with_retries", url, 3)
        if web.tries.made > 1 + len(before):
            raise Failure(
                gettext("Your function tried again after status {status}.", status=status),
                expected=gettext("{wanted} tries", wanted=2) if before else gettext("one try"),
                received=gettext("{made} tries", made=web.tries.made),
                diagnosis=gettext(
                    "This status came after one that is worth another try: it ends the tries all the same."
                )
                if before
                else gettext(
                    "Waiting does not help with this status. It may help with 502, 503 and 504."
                ),
            )
        when = gettext("the status was {status}", status=status)
        expect_raised(web, outcome, "HTTPError", when)


@check(points=1, after=("retries_errors", "retries_broken_connections", "retries_only_so_often"))
def test_retries_wait_as_asked(web: WebTasks, examination: Examination, word: Word) -> None:
    """get_with_retries waits as long as Retry-After asks, without it a second at most.

    Hint: The answer has a header that says how long to wait. Where is it, and of which type is its
    value?
    Hint: `headers` is like a dictionary, and its values are str. The header may be missing, and
    after a broken connection there is no answer. A pause that grows with each try gets too
    long.
    Hint: `time.sleep(int(response.headers.get("Retry-After", 0)))` before the next try.
    """
    statuses = errors_that_heal(examination, web, word)
    asked = (0, ASKED, None, None)
    pauses = [Pause(statuses[-n % len(statuses)], wait) for n, wait in enumerate(asked)]
    if all(map(examination.passed, ("retries_broken_connections", "retries_only_so_often"))):
        pauses[-1] = Pause(None, None)
    at_once = (examination.dialect(FixedTries).always or len(pauses) + 1) - 1  # pauses of one call
    for n in range(0, len(pauses), at_once):
        expect_pauses(web, examination, pauses[n : n + at_once], word)


# ------------------------------------------------------------------ download


@check(points=1)
def test_download_saves(web: WebTasks, examination: Examination) -> None:
    """download saves the body and returns its number of bytes.

    Hint: Is the file the same, byte for byte, as what the server sent? What does your function
    return?
    Hint: A file for bytes is opened with mode "wb", once. The number of bytes is the sum over all
    pieces. A header that tells the length may be missing: your function must work without it.
    Hint: `with open(path, "wb") as file:`, in it `file.write(piece)` for each piece and `size +=
    len(piece)`; `return size`.
    """
    for size, chunked, name in (
        (200_000, False, "saved.bin"),
        (0, False, "bare.bin"),
        (70_000, True, "deep/er/Saved file"),
    ):
        data = examination.dice.randbytes(size)
        url = web.page(in_turn(Response(200, data, (BINARY,), chunked=chunked)))
        path = InFolder(name) if size else name
        outcome = web.attempt("download", url, path, files={f"{name}.older": b""})
        if isinstance(outcome, Raised):
            if chunked and not outcome.is_of_requests("RequestException"):
                outcome.diagnosis = gettext(
                    "This answer was chunked: such a one has no Content-Length."
                )
            raise outcome
        expect_saved(web, data, name)
        expect_size(web, outcome, data)


@check(points=2, after="download_saves")
def test_download_streams(web: WebTasks, examination: Examination) -> None:
    """download does not hold a large body in memory.

    Hint: How much of a body of 32 MiB is in your program's memory at once?
    Hint: `content` and `text` hold all of it. `requests` can leave the body on the connection until
    you ask for it, and then give it piece by piece. Write each piece, and do not keep it.
    Hint: `requests.get(url, stream=True, timeout=10)`, and `for piece in
    response.iter_content(65536):`
    """
    data = examination.dice.randbytes(LARGE)
    url = web.page(in_turn(Response(200, data, (BINARY,))))
    try:
        outcome = again(web, examination, "download_saves", "download", url, InFolder("saved.bin"))
    except NothingCame as failure:
        failure.diagnosis = leaving.of_slowness(web.source, LARGE) or failure.diagnosis
        raise
    if isinstance(outcome, Raised):
        raise outcome
    if examination.passed("download_saves"):
        web.expect(outcome, LARGE)
    elif not any(not request.only_looks for request in web.site.requests):
        raise Unseen("download_saves")  # who asks for nothing has nothing in memory
    expect_streamed(web, LARGE)


@check(points=2, after="download_saves")
def test_download_leaves_nothing(web: WebTasks, examination: Examination) -> None:
    """download raises and leaves no file if anything fails.

    Hint: Which three things can fail here: the status, the length, the connection? What lies at the
    path after each?
    Hint: Look at the status before you open a file. Count the bytes, and compare them with
    `Content-Length` if that header is there. If anything fails, remove what you have written, and
    let the exception go on.
    Hint: Open the file, then `try:` write and compare, `except BaseException:`
    `os.remove(unfinished)` and `raise`. Before the file is open there is none to remove.
    """
    expect_a_saver(web, examination)
    data = examination.dice.randbytes(300_000)
    for trouble in troubles(data):
        expect_nothing_left(web, download(web, trouble), trouble, data)


@check(points=1, after=("download_saves", "download_leaves_nothing"))
def test_download_keeps_the_older_file(web: WebTasks, examination: Examination) -> None:
    """download leaves an older file as it was if anything fails, and replaces it if not.

    Hint: What is left of an older file at the moment when you open the path for writing?
    Hint: Mode "wb" empties a file at once. So write to a new file with another name beside it.
    When all bytes are there, one call gives it the name of the older file and replaces that.
    Hint: `unfinished = path + ".part"`, write to that, and at the end `os.replace(unfinished,
    path)`.
    """
    expect_a_saver(web, examination)
    data = examination.dice.randbytes(300_000)
    left: dict[str, bytes] = {}  # under other names, which by itself is not judged
    for trouble in cleaned_up(web, examination, data):
        is_empty = not trouble.brings_any and examination.passed("download_leaves_nothing")
        older = examination.dice.randbytes(0 if is_empty else 5000)
        download(web, trouble, {"saved.bin": older})
        expect_kept(web, older, trouble, data)
        left |= web.left(MOST_KEPT - sum(map(len, left.values())))
    if left:
        tell(
            examination,
            gettext(
                "then the grader kept what these calls had left: {names}", names=", ".join(left)
            ),
        )
    older, data = examination.dice.randbytes(5000), examination.dice.randbytes(5000)
    url = web.page(in_turn(Response(200, data, (BINARY,))))
    files = {**left, "saved.bin": older}
    with web.one_process():
        outcome = web.attempt("download", url, InFolder("saved.bin"), files=files)
        if isinstance(outcome, Raised):
            outcome.message = gettext("Where an older file is, {message}", message=outcome.message)
            raise outcome
        if web.file("saved.bin") == older:
            raise Failure(gettext("The older file was not replaced by the body that came whole."))
        if examination.passed("download_saves"):
            expect_saved(web, data)
            expect_saved_anew(web, url, examination.dice.randbytes(6000))


# ------------------------------------------------------------------ login_and_read


@check(points=1)
def test_login_reads(http: HttpTasks, word: Word, phrase: Phrase, chinese: Chinese) -> None:
    """login_and_read posts the form, and reads the page with the cookie that it got.

    Hint: Your program has logged in. How does the server recognise it in the next request?
    Hint: The cookie comes with the redirect, so with the first of two answers. An object of
    `requests` keeps cookies from one request to the next, and those of a redirect, too. The fields
    of the form are called user and password.
    Hint: `with requests.Session() as session:` `session.post(login_url, data={"user": user,
    "password": password}, timeout=10)`, then `session.get(page_url, timeout=10)`.
    """
    for status in (302, 303):
        site = Members(http, word, phrase, status)
        if status == 303:
            site.user, site.password = chinese(), ""
        outcome = http.attempt("login_and_read", site.login, site.user, site.password, site.page)
        request = http.last_request("POST", site.login)
        expect_fields(request, site)
        expect_page_read(http, site, outcome)
        expect_cookie(http.last_request("GET", site.page), site)
        http.expect(outcome, site.text)


@check(points=1, after="login_reads")
def test_login_refused(
    http: HttpTasks, examination: Examination, word: Word, phrase: Phrase
) -> None:
    """login_and_read raises requests.HTTPError if the login is refused.

    Hint: What does your function do with the answer to the login?
    Hint: There are two answers, the one to the login and the page. A refusal, 401 or 403, stands in
    the first. Look at it before you ask for the page.
    Hint: `session.post(…).raise_for_status()`, and only then the page.
    """
    for status in (401, 403):
        site = Members(http, word, phrase)
        refusal = Response(status, b"no", (UTF8, ("Set-Cookie", f"{word(6)}={word()}")), "No")
        refusing = http.page(in_turn(refusal), methods=("POST",))
        open_page = http.page(lambda request: Response(200, b"anybody", (UTF8,)))
        for page in (site.page, open_page):
            arguments = (refusing, site.user, site.password, page)
            outcome = again(http, examination, "login_reads", "login_and_read", *arguments)
            when = gettext("the login was refused with {status}", status=status)
            expect_raised(http, outcome, "HTTPError", when)
    if examination.passed("login_reads"):
        expect_refusal_after_login(http, Members(http, word, phrase))


# ------------------------------------------------------------------ upload


@check(points=1)
def test_upload_sends(
    http: HttpTasks, examination: Examination, word: Word, chinese: Chinese
) -> None:
    """upload posts the file as multipart/form-data in the field file, and returns the JSON.

    Hint: What does your request send: the bytes of the file, its text, or its path? And what does
    your function return?
    Hint: `post` has an argument for files. Open the file for bytes. Its name in the form has no
    folders. The answer is JSON: return its value, not its text.
    Hint: `files={"file": (os.path.basename(path), file)}` as an argument of `requests.post`;
    `return response.json()`.
    """
    binary = bytes(range(256)) + b"\r\n--" + examination.dice.randbytes(80_000) + b"\r\n"
    files = [
        (f"{word(6)}.bin", f"{word()}\n".encode()),
        (f"{word(6)}.bin", binary),
        (f"{word(3)}  {word(3)}.{word(2)}; '{word(3)}'.txt", word().encode()),
        (f"{word(6)}.txt", b""),
        (f"{chinese()} {word(3)} {chinese()}.txt", chinese().encode()),
        (f'{word(3)} "{word(3)}".txt', word().encode()),
        (f"{word(5)}/{word(3).title()}{word(2).upper()}.Txt", word().encode()),
    ]
    for path, data in files:
        requests, outcome = uploaded(http, path, data, {})
        name = os.path.basename(path)
        posts = [request for request in requests if request.method == "POST"]
        if not posts and isinstance(outcome, Raised):
            outcome.diagnosis = mistakes.of_unopened(outcome.message, path) or outcome.diagnosis
            raise outcome
        request = posts[-1] if posts else http.last_request("POST", list(http.site.pages)[-1])
        expect_multipart(request, data)
        expect_file(request, name, data, f"{http.program.folder.inside}/{path}")
        expect_closed(request)
    answer = {"id": word(), "size": 17, "tags": [word(), None]}
    name = f"{word(6)}.txt"
    expect_each_file(http, {f"{word(5)}/{name}": word().encode() for _ in range(2)}, answer)
