"""Unit 3, the web client: an answer of HTTP/1.1, however its body is delimited and spelled."""

from grader.course.checks import THIRD_PARTY, Kind, check
from grader.failures.errors import Failure, NotPrinted
from grader.i18n import gettext, gettext_noop, ngettext
from grader.peers.http.answers import chunks, head, in_chunks, measured
from grader.subjects.base import Examination
from grader.subjects.page_client import PageClient
from grader.subjects.words import Phrase, Word

KIND = Kind(
    "script",
    out_of_bounds=(
        *(THIRD_PARTY, "http.client", "http.server", "urllib.request"),
        *("email", "wsgiref", "xmlrpc", "http.cookiejar", "urllib.robotparser"),
    ),
)
MEBIBYTE = 1 << 20
TEXT, CLOSE = "Content-Type: text/plain", "Connection: close"
CHUNKED = gettext_noop("This body comes in chunks.")
IN_PIECES = gettext_noop(
    "The answer came in pieces: recv(n) returns what has arrived, at most n bytes and often fewer, also of a status line, of a header, of a chunk."
)
LAST_CHUNK = gettext_noop("The last chunk, the one of size 0, is the end of the body.")
# Reasons of one word: a program that splits longer ones loses "tells_of_other_statuses".
NO_CONTENT, NOT_MODIFIED, HINTS, GONE = "204 Empty", "304 Unchanged", "103 Hints", "410 Gone"
OK, CREATED, BUSY = "200 OK", "201 Created", "503 Busy"
BEGAN = ("connects", "asks_for_the_page", "writes_the_body", "ends_with_status_0")
LEAVES = (*BEGAN, "reads_chunks", "does_not_wait_for_the_close")


def of_length(body: bytes) -> str:
    """Say how a client knows where a body ends that has a length."""
    return gettext("The Content-Length of the answer says {length}.", length=len(body))


@check(points=1)
def test_connects(page_client: PageClient, word: Word) -> None:
    """Connects to the host and port of the URL.

    Hint: Which part of http://127.0.0.1:8898/page says where the server is?
    Hint: `urllib.parse.urlsplit` takes a URL apart (README, “A worked example”). The port is a
    number, the host is text.
    Hint: `socket.create_connection((parts.hostname, parts.port))`
    """
    with page_client.accept(f"/{word()}"):
        pass


@check(points=1, after="connects")
def test_asks_for_the_page(page_client: PageClient, word: Word) -> None:
    r"""Asks by GET for the path and query of the URL, in HTTP/1.1, and ends its request.

    Hint: What does the first line of a request look like, and how does the server know that your
    request is complete?
    Hint: Path and query go out as they stand in the URL, escapes too. The query begins after the
    first `?`, and may hold `?`, `:` and `/` itself. Compare what you send, with `repr`, with the
    request in “HTTP on the wire”.
    Hint: `f"GET {target} HTTP/1.1\r\nHost: …\r\n\r\n".encode()`: a `\r\n` at the end of each line,
    and one more at the end of all.
    """
    query = f"{word(4)}={word(3)}%26{word(3)}&{word(2)}=1+2&{word(3)}="
    query += f"&{word(4)}=http://{word(4)}@{word(6)}:80/?{word(3)}"
    path = f"/{word(5)}/{word(4)}%20{word(4)}%7e"
    for target in (f"{path}.html", f"{path}/?{query}"):
        with page_client.accept(target) as server:
            page_client.expect_request(server, target)


@check(points=1, after=("connects", "asks_for_the_page"))
def test_names_the_host(page_client: PageClient, word: Word) -> None:
    r"""Sends a Host header with the host and the port of the URL.

    Hint: One server may have pages for several names. How does it learn which name you called?
    Hint: The value is the part of the URL between the two slashes and the path, with the port.
    `urlsplit` has a name for it.
    Hint: `f"Host: {parts.netloc}\r\n"` is a line of the request.
    """
    page_client.expect_host(f"/{word()}")


@check(points=1, after=("connects", "asks_for_the_page"))
def test_writes_the_body(
    page_client: PageClient, examination: Examination, word: Word, phrase: Phrase
) -> None:
    r"""Writes the body of the answer to standard output, byte for byte, and nothing else.

    Hint: What does `print` add to a text? And how does it show bytes?
    Hint: A body may be a picture: nothing is decoded, and no line end changes. Print your own
    messages to standard error.
    Hint: `sys.stdout.buffer.write(body)`, where `body` is what comes after the first `b"\r\n\r\n"`.
    """
    body = phrase().encode()
    try:
        page_client.answer(sent := measured(body, TEXT), body)
    except NotPrinted as failure:
        page_client.learn_writing(body, sent, failure)
        raise
    page = f" \n{word()}\r\n\r\n {word()}\n\n".encode()
    picture = bytes(examination.dice.sample(range(256), 256))
    for body in (page, picture, b"\0" + picture + b"\r\n"):
        sent = measured(body, "Content-Type: application/octet-stream")
        try:
            page_client.answer(sent, body)
        except NotPrinted:
            page_client.learn_blanks(body)
            raise


@check(points=1, after=BEGAN[:-1])
def test_ends_with_status_0(page_client: PageClient, phrase: Phrase, word: Word) -> None:
    """Ends with status 0 if the status of the answer is 2xx.

    Hint: Which exit status has a program that reaches its last line? And which statuses of HTTP
    mean success?
    Hint: 200 is not the only good one: look at the first digit, or at the range. What `get` returns
    goes to `sys.exit` in the stub.
    Hint: `return 0 if 200 <= status < 300 else 1`
    """
    page_client.demand()
    made = f"Location: /{word()}"  # which is followed where the status is 3xx
    for status, lines in ((OK, [TEXT]), (CREATED, [TEXT, made]), ("299 Fine", [TEXT])):
        is_first = status == OK
        known = (
            gettext("The status of the answer is {status}.", status=status)
            if is_first
            else gettext(
                "After 200 OK it ended with status 0, and after {status} it did not: each status from 200 to 299 is a good one.",
                status=status,
            )
        )
        if made in lines:
            known += " " + gettext("The answer has the header {line!r}.", line=made)
        body = phrase().encode()
        with page_client.visit() as server:
            server.answer(measured(body, *lines, status=status))
            server.half_close()
            try:
                page_client.expect_good_end(known, is_first)
            except Failure:
                if is_first:
                    page_client.learn_leaving()
                raise


@check(points=2, after=BEGAN)
def test_takes_fragments(
    page_client: PageClient, examination: Examination, word: Word, phrase: Phrase
) -> None:
    r"""Takes an answer that arrives in any fragments, with a body of up to 1 MiB.

    Hint: How many bytes may `recv(4096)` return? Print `len()` of each piece.
    Hint: Two loops: first collect until the empty line is there, then until the body is complete.
    What came together with the empty line is already a part of the body.
    Hint: `head, _, body = unread.partition(b"\r\n\r\n")`, then `while len(body) < length: body +=
    connection.recv(4096)`; stop at `b""`.
    """
    page_client.demand()
    body = phrase().encode()
    answer = measured(body, TEXT)
    page_client.answer(answer, body, gettext(IN_PIECES), fragments=1)
    with page_client.visit() as server:
        server.answer(answer, cuts=(5, len(answer) - 20))
        server.half_close()
        page_client.finish(body, answer, gettext(IN_PIECES))
    large = word(1000).encode() * (MEBIBYTE // 1000 + 1)
    large = large[:MEBIBYTE]
    page_client.answer(
        measured(large),
        large,
        ngettext("This body has {number} byte.", "This body has {number} bytes.", len(large)),
    )


@check(points=2, after=BEGAN)
def test_reads_chunks(page_client: PageClient, examination: Examination, word: Word) -> None:
    """Reads a body that comes in chunks: `Transfer-Encoding: chunked`.

    Hint: How does a server send a page of which it does not know the length yet?
    Hint: Draw the example of “Chunked” on paper: which bytes are sizes, which are the page, which
    are only line ends? In which base is a size written?
    Hint: `while size := int(read_line(), 16):` read exactly that many bytes, then one line end: it
    is empty, `assert read_line() == b""`.
    """
    page_client.demand()
    small = word(20).encode()
    try:
        page_client.answer(in_chunks(small, TEXT, sizes=(3, 9, 1)), small, gettext(CHUNKED))
    except Failure:
        page_client.learn_chunks(small, first=3)
        raise
    large = word(600).encode()
    try:
        page_client.answer(in_chunks(large, sizes=(16, 10, 26, 171, 300)), large)
    except Failure as failure:
        page_client.learn_small_chunks(failure)
        raise
    if examination.passed("writes_the_body"):  # one that changes line ends has lost that
        lines = f" \r\n{word(3)}\r\n5\r\n{word(2)}\r\n{word(4)} \r\n".encode()
        known = gettext(
            "One of its chunks holds line ends itself: the size says how many bytes it has."
        )
        page_client.answer(in_chunks(lines, sizes=(9,)), lines, known)


@check(points=1, after=(*BEGAN, "reads_chunks"))
def test_does_not_wait_for_the_close(page_client: PageClient, phrase: Phrase) -> None:
    """Does not wait for the server to close the connection if it can tell where the body ends.

    Hint: The server keeps the connection open for your next request. What does `recv` do then?
    Hint: You know the length, or you saw the last chunk. Stop reading there. Do you ask for one
    more piece, to see `b''`?
    Hint: `while len(body) < length:` and not `while piece:`; with chunks the loop ends at the size
    0 and its empty line.
    """
    page_client.demand(end=True, bounds=True)
    answers = [(body := phrase().encode(), measured(body, TEXT), of_length(body))]
    if page_client.reads_chunks:
        body = phrase().encode()
        answers.append((body, in_chunks(body, sizes=page_client.sizes(9, 15)), gettext(LAST_CHUNK)))
    for body, sent, known in answers:
        page_client.expect_no_wait(sent, body, known)
    body = phrase().encode()
    told = gettext("The answer has the header {line!r}.", line=CLOSE)
    page_client.expect_no_wait(measured(body, CLOSE), body, f"{told} {of_length(body)}")
    for status, lines in ((GONE, ()), (BUSY, (CLOSE,))):
        sent = measured(body := phrase().encode(), *lines, status=status)
        told = gettext("The status of the answer is {status}.", status=status)
        page_client.expect_no_wait(sent, None, f"{told} {of_length(body)}")


@check(points=1, after=LEAVES)
def test_leaves_what_follows(page_client: PageClient, phrase: Phrase, word: Word) -> None:
    """Writes only the body, even if more bytes come after it on the connection.

    Hint: You asked `recv` for 4096 bytes, and the body has 20 of them. What are the others?
    Hint: They belong to the next answer. Cut the body where its length, or the last chunk, says.
    Hint: `body = body[:length]`, or read exactly that much: `incoming.read(length)` of `makefile`.
    """
    page_client.demand(bounds=True)
    body, more = phrase().encode(), measured(word().encode())
    page_client.answer_and_stay(measured(body, TEXT), body, of_length(body), more)
    if page_client.reads_chunks:
        sent = in_chunks(body, sizes=page_client.sizes(9, 15))
        page_client.answer_and_stay(sent, body, gettext(LAST_CHUNK), more)


@check(points=1, after=(*BEGAN, "takes_fragments", "reads_chunks"))
def test_reads_until_the_close(
    page_client: PageClient, examination: Examination, phrase: Phrase
) -> None:
    """Reads until the server closes the connection if no header says where the body ends.

    Hint: An answer has no Content-Length and no chunks. How can it say where it ends?
    Hint: This is the last line of the table in “The idea”. Here `b''` is the good end of the body;
    anywhere else it is an error.
    Hint: `while piece := connection.recv(4096): body += piece`
    """
    page_client.demand(bounds=True)
    body = f"{phrase(28)}{phrase(28)}".encode()
    if examination.passed("writes_the_body"):  # one that changes line ends has lost that
        body = f" \r\n{phrase(28)}\r\n\r\n{phrase(28)} \r\n".encode()
    answer = head(TEXT, CLOSE) + body
    cuts = (len(answer) - 40, len(answer) - 9) if examination.passed("takes_fragments") else ()
    with page_client.visit() as server:
        server.answer(answer, cuts)
        server.half_close()
        known = gettext(
            "No header of this answer says where the body ends: it ends with the connection."
        )
        page_client.finish(body, answer, known)


@check(points=1, after=(*LEAVES, "reads_until_the_close"))
def test_knows_answers_without_a_body(page_client: PageClient, examination: Examination) -> None:
    """Knows that there is no body if the status is 204 or 304, or the Content-Length is 0.

    Hint: Which statuses never have a body? Does your program look at the status before it reads?
    Hint: A 304 may have a Content-Length: that of the page that it does not send. So the status
    comes first, the headers second.
    Hint: `if status in (204, 304): return b""` before you look at any header.
    """
    page_client.demand(bounds=True)
    page_client.answer_and_stay(head("Content-Length: 0"), b"", gettext("The Content-Length is 0."))
    known = gettext("An answer with status 204 has no body.")
    page_client.answer_and_stay(head(TEXT, status=NO_CONTENT), b"", known)
    known = gettext("An answer with status 304 has no body, whatever its headers say.")
    for lines in (["Content-Length: 300"], [], ["Transfer-Encoding: chunked"]):
        if page_client.leaves_by_itself:  # else nothing can be seen of it
            sent = head('ETag: "1"', *lines, status=NOT_MODIFIED)
            page_client.expect_no_wait(sent, None, known)
    if examination.passed("reads_until_the_close"):
        known = gettext(
            "No header of this answer says where the body ends, and the connection ended right after the headers: the body is empty."
        )
        page_client.answer(head(TEXT), b"", known)


@check(points=1, after=(*BEGAN, "reads_chunks"))
def test_skips_interim_answers(page_client: PageClient, phrase: Phrase) -> None:
    """Skips answers with a status of 1xx: the real answer comes after them.

    Hint: A server says “wait a moment” before it answers. Which status has that, and what comes
    next on the connection?
    Hint: An answer 1xx may have headers, and never has a body. After its empty line the next status
    line follows: read the head again.
    Hint: `while 100 <= status < 200:` read the next status line and its headers.
    """
    page_client.demand(bounds=True)
    link = "Link: </style.css>; rel=preload"
    for statuses, first in (
        ((100,), head(status="100 Continue")),
        ((103,), head(link, status=HINTS)),
        ((102, 199), head(status="102 Processing") + head(link, status="199 Wait")),
    ):
        status, *others = statuses
        known = gettext("Before the answer came {status}: that is no answer yet.", status=status)
        for other in others:
            known = gettext(
                "Before the answer came {status} and {other}: these are no answer yet.",
                status=status,
                other=other,
            )
        body = phrase().encode()
        page_client.answer(first + measured(body, TEXT), body, known)


@check(points=1, after=(*BEGAN, "takes_fragments", "reads_chunks"))
def test_takes_chunks_in_fragments(
    page_client: PageClient, examination: Examination, word: Word, phrase: Phrase
) -> None:
    """Reads chunks that arrive in any fragments: a piece may begin and end anywhere.

    Hint: Is a chunk what one `recv` returns? What if a piece ends inside the size?
    Hint: Use one buffer for everything after the headers. Take lines and bytes out of it, and fill
    it when it holds too little (`read_line` and `read_exactly` of the worked example), or use
    `makefile`.
    Hint: `size, unread = read_line(connection, unread)`, then `data, unread =
    read_exactly(connection, unread, int(size, 16))`.
    """
    page_client.demand(chunks=True)
    body = phrase(50).encode()
    start = head(TEXT, "Transfer-Encoding: chunked")
    for size in (1, 7):
        sent = chunks(body, page_client.sizes(3, 16, 9, 1, 11))
        with page_client.visit() as server:
            server.send(start)
            server.wait_until_taken()
            server.send(sent, fragments=size)
            server.half_close()
            page_client.finish(body, start + sent, gettext(IN_PIECES))
    large = word(150_000).encode()
    if examination.passed("reads_chunks"):
        sent = in_chunks(large, sizes=[0x6000] * 6 + [2] * 1200)
        known = gettext(
            "This body has more than 1000 chunks. Some of them are large, and they come in pieces."
        )
        page_client.answer(sent, large, known)


@check(points=1, after=(*BEGAN, "reads_chunks"))
def test_passes_over_extensions_and_trailers(
    page_client: PageClient, phrase: Phrase, word: Word
) -> None:
    """Ignores the extensions of chunks, and the trailers after the last one.

    Hint: What may stand after the size of a chunk, on the same line? And what after the last chunk?
    Hint: An extension begins with a semicolon. Trailers are header lines; an empty line ends them.
    You need neither, but you must read them.
    Hint: `int(line.split(b";")[0], 16)` is the size; at the end `while read_line(): pass`.
    """
    page_client.demand(chunks=True)
    body = phrase(40).encode()
    sizes = page_client.sizes(12, 4, 9)
    start = head(TEXT, "Transfer-Encoding: chunked", "Trailer: X-Sum")
    long = f";name=value;{word(200)}"
    extensions = (long, ';a;b="c;d"', "")
    sent = start + chunks(body, sizes, extensions=extensions)
    known = gettext(
        "Sizes of its chunks have extensions, such as ;name=value, of up to {size} characters.",
        size=len(long),
    )
    page_client.answer(sent, body, known)
    sent = start + chunks(body, sizes, trailers=("X-Sum: 12345", "X-Mood: good"))
    page_client.answer(sent, body, gettext("After the last chunk come trailers."))


@check(points=1, after=(*LEAVES, "passes_over_extensions_and_trailers"))
def test_takes_any_spelling(
    page_client: PageClient, examination: Examination, phrase: Phrase
) -> None:
    """Takes header names, `chunked` and hexadecimal digits in any case, with spaces or without.

    Hint: Is `content-length` another header than `Content-Length`? What does your program think?
    Hint: Split each line at its first colon. Then bring the name to one case, and remove the spaces
    and tabs around the value. The word `chunked` has a case, too.
    Hint: `headers[name.lower()] = value.strip()`, and compare `headers.get("transfer-encoding",
    "").lower()`.
    """
    page_client.demand(bounds=True)
    body = phrase().encode()
    length = len(body)
    older = measured(body, TEXT).replace(b"HTTP/1.1", b"HTTP/1.0")
    known = gettext("The answer begins with {line}.", line="HTTP/1.0 200 OK")
    page_client.answer_and_stay(older, body, f"{known} {of_length(body)}")
    spelled = (
        [f"content-length: {length}"],
        ["Date: Thu, 26 Nov 2026 10:15:00 GMT", f"CONTENT-LENGTH:{length}", "X-Empty:"],
        [
            *("X-Content-Length: 3", f"Content-Length: \t {length} \t"),
            *("Old-Content-Length: 4", "X-Next: Content-Length: 5"),  # the last one may win
        ],
        ["Set-Cookie: a=1", "Set-Cookie: b=2", f"Content-Length: {length}"],
        ["X-Encoding: chunked", f"Content-Length: {length}"],
    )
    for lines in spelled:
        sent = head(*lines) + body
        known = gettext(
            "The headers of the answer are {headers}.", headers=", ".join(map(repr, lines))
        )
        page_client.answer_and_stay(sent, body, known)
    if page_client.reads_chunks:
        body = phrase(45).encode()
        sizes = page_client.sizes(10, 27)
        for line in ("transfer-encoding:chunked", "TRANSFER-ENCODING:\t Chunked "):
            sent = head(line) + chunks(body, sizes)
            page_client.answer(
                sent, body, gettext("The answer has the header {line!r}.", line=line)
            )
        first, *_ = (*sizes, len(body))
        for written in ("{:X}", "{:010x}"):
            sent = head("Transfer-Encoding: chunked") + chunks(body, sizes, written)
            known = gettext(
                "The size of its first chunk is written {written}, which is {first}.",
                written=written.format(first),
                first=first,
            )
            page_client.answer(sent, body, known)
        if examination.passed("passes_over_extensions_and_trailers"):
            # Here, and not there: who reads all header lines in one way loses the rule for them once.
            trailers = ("X-Sum:12", "X-Mood: very: good")
            sent = head("Transfer-Encoding: chunked") + chunks(body, sizes, trailers=trailers)
            known = gettext(
                "After the last chunk come the trailers {lines}.",
                lines=", ".join(map(repr, trailers)),
            )
            page_client.answer(sent, body, known)


@check(points=1, after=(*BEGAN, "reads_chunks", "knows_answers_without_a_body"))
def test_tells_of_other_statuses(
    page_client: PageClient, examination: Examination, word: Word, phrase: Phrase
) -> None:
    """If the status is not 2xx, writes the body, tells status and reason, and ends with status 1.

    Hint: A page that says “not found” has come whole. Why is that not a success?
    Hint: The status line has three parts: version, status and reason. The reason may have several
    words. It goes to standard error, the body to standard output.
    Hint: `version, status, reason = line.split(" ", 2)`, later `print(status, reason,
    file=sys.stderr)` and `return 1`.
    """
    page_client.demand()
    for status in ("404 Not Found", f"503 {word(5).title()} 200 {word(3)} 204 304"):
        body = phrase().encode()
        page_client.expect_trouble(measured(body, TEXT, status=status), body, status)
    body = phrase().encode()
    if page_client.reads_chunks:
        sent = in_chunks(body, TEXT, sizes=page_client.sizes(9, 15), status=GONE)
        page_client.expect_trouble(sent, body, GONE, gettext(CHUNKED))
    else:
        page_client.expect_trouble(measured(body, TEXT, status=GONE), body, GONE)
    if examination.passed("knows_answers_without_a_body"):
        sent = head('ETag: "1"', status="304 Not Modified")
        page_client.expect_trouble(sent, b"", "304 Not Modified")


@check(points=1, after=LEAVES)
def test_fails_at_a_cut_body(page_client: PageClient, phrase: Phrase) -> None:
    """Fails cleanly if the connection ends before the body is complete.

    Hint: The Content-Length says 40, and after 30 bytes `recv` returns `b''`. Is that the page?
    Hint: Look at every place where you read: is an early end an error there? With chunks the body
    is complete after the size 0, and not before.
    Hint: `if not piece: raise EOFError(f"{len(body)} of {length} bytes came")`
    """
    page_client.demand()
    body = phrase(40).encode()
    whole = measured(body, TEXT)
    size = len(body)
    try:
        page_client.expect_failure(
            whole[:-1],
            gettext(
                "The Content-Length of the answer says {length}, and {came} bytes came.",
                length=size,
                came=size - 1,
            ),
        )
    except Failure:
        page_client.learn_failing(whole)
        raise
    known = gettext("The status of the answer is {status}.", status=CREATED)
    known += " " + gettext(
        "The Content-Length of the answer says {length}, and no byte came.", length=size
    )
    page_client.expect_failure(measured(body, TEXT, status=CREATED)[:-size], known)
    if page_client.reads_to_the_last_chunk:
        start = head("Transfer-Encoding: chunked")
        inside = chunks(body, page_client.sizes(9, 9))
        page_client.expect_failure(
            start + inside[:9], gettext("The connection ended inside a chunk.")
        )
        page_client.expect_failure(start + inside[:14], gettext(NO_LAST_CHUNK))
        page_client.expect_failure(start + inside[:12], gettext(NO_LINE_END))


NO_LINE_END = gettext_noop(
    "The connection ended after the bytes of a chunk, and neither the line end behind them nor the last chunk had come."
)
NO_LAST_CHUNK = gettext_noop(
    "The connection ended after a whole chunk, and the last one, of size 0, had not come."
)


@check(points=1, after=(*LEAVES, "skips_interim_answers"))
def test_fails_without_a_good_answer(
    page_client: PageClient, examination: Examination, phrase: Phrase
) -> None:
    """Fails cleanly if nobody listens, no answer comes, or what comes is not HTTP.

    Hint: What does your program do with the first line “220 mail ready”? And without any line?
    Hint: Look at the beginning of the first line before you believe the rest. A size that is not
    hexadecimal already raises, if you do not catch it.
    Hint: `if not line.startswith("HTTP/"): raise ValueError(line)`; a `ConnectionRefusedError` that
    nobody catches is fine.
    """
    page_client.demand()
    page_client.call_nobody()
    body = phrase().encode()
    page_client.expect_failure(b"", gettext("The server closed the connection without an answer."))
    if examination.passed("skips_interim_answers"):
        known = gettext(
            "The server sent {status}, which is no answer yet, and then closed the connection.",
            status=HINTS,
        )
        page_client.expect_failure(head(status=HINTS), known)
    for first, rest in (
        ("HTTPS/1.1 200 HTTP/1.1 200 OK", f"Content-Length: {len(body)}\r\n\r\n".encode() + body),
        ("220 mail ready", b""),
    ):
        known = gettext("The first line does not begin with HTTP/: it is {line!r}.", line=first)
        page_client.expect_failure(f"{first}\r\n".encode() + rest, known)
    if page_client.reads_to_the_last_chunk:
        sent = (
            head("Transfer-Encoding: chunked") + b"5\r\nhello\r\nxyz\r\n" + body + b"\r\n0\r\n\r\n"
        )
        page_client.expect_failure(
            sent, gettext("The size of a chunk, xyz, is no hexadecimal number.")
        )
