"""Unit 3, the TCP server: a small web server, for strangers."""

from collections.abc import Generator
from contextlib import closing
from urllib.parse import quote

from grader.course.checks import THIRD_PARTY, Kind, SilentRuns, SitOut, check
from grader.failures.errors import Unseen
from grader.i18n import gettext
from grader.peers.http.outside import Asked
from grader.peers.http.pages import png
from grader.scratch import Link
from grader.subjects.base import Examination
from grader.subjects.framed import meaning
from grader.subjects.site_answers import (
    expect_as_head,
    expect_exact_length,
    expect_its_own_letters,
    expect_length_of_errors,
    expect_lengths_to_be_right,
    expect_not_allowed,
    expect_status,
    expect_type,
)
from grader.subjects.site_lures import by_link, by_path, expect_no_leak
from grader.subjects.site_server import SiteServer
from grader.subjects.site_visits import (
    expect_closed_after,
    expect_refused,
    expect_served_beside_fifty,
    expect_served_beside_half_a_request,
    expect_served_beside_slow_reader,
    expect_served_in_pieces,
    expect_served_in_turn,
    expect_served_together,
    expect_served_with_long_headers,
    rude_visits,
)
from grader.subjects.words import Chinese, Phrase, Word, word_from

KIND = Kind(
    "script",
    out_of_bounds=(
        *(THIRD_PARTY, "http.server", "http.client", "urllib.request", "wsgiref", "email"),
        *("http.cookiejar", "urllib.robotparser", "xmlrpc"),  # which bring the others along
    ),
    but_for=("email.utils",),
)
LARGE = 8 << 20  # bytes
A_PAUSE = 220  # ticks
TYPES = {
    "html": "text/html",
    "txt": "text/plain",
    "css": "text/css",
    "png": "image/png",
    "jpg": "image/jpeg",
    "json": "application/json",
    "pdf": "application/pdf",
}
ANY_BYTES = "application/octet-stream"


def large_text(word: Word) -> bytes:
    """Make letters, so that only their number can matter."""
    return (word(1009) * (LARGE // 1009 + 1))[:LARGE].encode()


@check(points=1)
def test_listens(site_server: SiteServer) -> None:
    """Listens on the HOST and PORT of its command line.

    Hint: Which three arguments does the program get, and does it use the first two of them?
    Hint: Unit 1's four calls again, in the same order. The stub calls `serve` with a host (text), a
    port (a number) and ROOT (text).
    Hint: `listener.bind((host, port))`, then `listener.listen(128)`, then `listener.accept()` in a
    loop.
    """
    with site_server.connect():
        pass


@check(points=1, after="listens")
def test_answers_get(site_server: SiteServer, word: Word, examination: Examination) -> None:
    r"""Answers a GET with 200 and the bytes of the file below ROOT.

    Hint: Which lines does a browser send, and how do you know that it has sent the last one?
    Hint: The second word of the first line names the file: `/notes.txt` is `notes.txt` in ROOT.
    Compare your answer with the one in the README, “A request and its answer”. A picture is not
    text.
    Hint: `data = open(path, "rb").read()`; then send `b"HTTP/1.1 200 OK\r\n"`, the headers,
    `b"\r\n"` and `data`.
    """
    text, lines, picture = f"{word()}.txt", f"{word()}.txt", f"{word()}/{word()}.png"
    files = {
        lines: f"{word()}\r\n{word()}\r\n".encode(),
        text: f"{word()} {word()}\n{word()}\n".encode(),
        picture: png(examination.dice.randbytes(300) + b"\n\r\n\0\xff"),
    }
    site_server.publish(files)
    site_server.expect_first_file(f"/{text}", files[text])
    with meaning(
        gettext("A file of text is served. This one has bytes of all kinds, like a picture.")
    ):
        site_server.expect_next_file(f"/{picture}", files[picture])
    with meaning(gettext("A text with \\n was served. The lines of this one end with \\r\\n.")):
        site_server.expect_next_file(f"/{lines}", files[lines])
    if site_server.speaks_plainly:
        site_server.expect_understood([Asked(f"/{picture}")], [files[picture]])
    site_server.give_root(site_server.root, is_relative=True)
    with meaning(
        gettext("ROOT was a relative path this time; with an absolute one the file is served.")
    ):
        site_server.expect_next_file(f"/{text}", files[text])


@check(points=1, after=("listens", "answers_get"))
def test_says_the_length(
    site_server: SiteServer, word: Word, chinese: Chinese, phrase: Phrase
) -> None:
    r"""Says with Content-Length how many bytes the body has, and sends exactly those.

    Hint: The connection stays open. How does the client know where the page ends?
    Hint: Content-Length counts bytes, not characters: compare the two for 你好. And how much of 8 MiB
    does one `send` take?
    Hint: `f"Content-Length: {len(data)}\r\n"` where `data` is bytes, and
    `connection.sendall(data)`.
    """
    site_server.need_answers()
    text = f"<p>{chinese(6)} {word()}</p>"
    files = {
        "short.txt": phrase().encode(),
        "empty.txt": b"",
        "chinese.html": text.encode(),
        "large.txt": large_text(word),
    }
    site_server.publish(files)
    expect_lengths_to_be_right(site_server, "/short.txt", files["short.txt"])
    for name, data in files.items():
        characters = len(text) if name == "chinese.html" else None
        expect_exact_length(site_server, f"/{name}", data, characters)


@check(points=1, after=("listens", "answers_get"))
def test_serves_the_next_client(site_server: SiteServer, word: Word) -> None:
    """Serves the next client after any request of the one before, and after any way to leave.

    Hint: What does your program do when `recv` returns `b''` in the middle of a request?
    Hint: A client that has left shows as an `OSError`, when you read or when you write. Not every
    path can be the name of a file: ask for `/%00` and read the traceback.
    Hint: Around all that you do for one client: `try: talk(connection)` and `except (OSError,
    ValueError): pass`, inside the loop of `accept`.
    """
    site_server.need_answers()
    site_server.stays = True
    page, large = f"{word()}.txt", f"{word()}.bin"
    files = {page: word(30).encode(), large: large_text(word)}
    site_server.publish(files)
    site_server.expect_next_clients(f"/{page}", files[page])
    for told, visit in rude_visits(site_server, f"/{large}"):
        with site_server.connect() as client:
            visit(client)
        with meaning(gettext("The client before this one {told}.", told=told)):
            site_server.expect_file(f"/{page}", files[page])


@check(points=1, after=("listens", "answers_get"))
def test_says_the_type(site_server: SiteServer, word: Word) -> None:
    """Says with Content-Type what a file is, by the suffix of its name.

    Hint: How does a browser know whether it gets a page or a picture?
    Hint: The module `mimetypes` knows the suffixes (README, “A worked example”). What does it
    return for a suffix that it does not know?
    Hint: `kind = mimetypes.guess_type(name)[0] or "application/octet-stream"`
    """
    site_server.need_answers()
    types = {f"{word()}.{suffix}": kind for suffix, kind in TYPES.items()}
    # who looks for a suffix anywhere in a name finds one in the first, without its dot in the last
    types |= dict.fromkeys((f"{word()}.htmlpng{word(4)}", word(), f"{word()}html"), ANY_BYTES)
    in_folders = {
        f"{word()}.{word()}/{word()}.txt": TYPES["txt"],
        f"{word()}.txt/{word()}": ANY_BYTES,
    }
    site_server.publish({name: word(20).encode() for name in types | in_folders})
    for name, kind in types.items():
        expect_type(site_server, f"/{name}", kind)
    with meaning(gettext("The name of a file is what stands after the last / of its path.")):
        for name, kind in in_folders.items():
            expect_type(site_server, f"/{name}", kind)


@check(points=1, after=("listens", "answers_get"))
def test_says_not_found(site_server: SiteServer, word: Word) -> None:
    r"""Answers 404 if there is no such file.

    Hint: What does `open` raise for a file that is not there, and what does the client get then?
    Hint: Ask `is_file` before you open, or catch the exception. The answer has the same form as any
    other: status line, headers, an empty line, a short body.
    Hint: `if not path.is_file():` send `b"HTTP/1.1 404 Not Found\r\n"`, a Content-Length, an empty
    line and the body.
    """
    site_server.need_answers()
    folder, name, page = word(), f"{word()}.txt", word()
    site_server.publish({f"{folder}/{each}": word(20).encode() for each in (name, f"{page}.html")})
    for target in (
        *(f"/{word()}.txt", f"/{name}", f"/{folder}/{page}", f"/{word()}/{name}"),
        f"/{folder}/{name}/{word()}",  # as if a file were a folder
    ):
        with meaning(gettext("The target is {target}, and no such file is there.", target=target)):
            expect_status(site_server, target, 404)


@check(points=1, after=("listens", "answers_get", "says_the_length", "says_not_found"))
def test_answers_head(site_server: SiteServer, word: Word, examination: Examination) -> None:
    """Answers HEAD as GET, with the same status, length and type, and without the body.

    Hint: A client wants to know how large a file is, and does not want the file. Which length
    should your answer to HEAD say?
    Hint: Make the same answer as for GET, and leave something out at the very end. The length stays
    that of the file, and not 0.
    Hint: `connection.sendall(head if method == "HEAD" else head + body)`
    """
    site_server.need_answers()
    name, other = f"{word()}.html", f"{word()}.html"
    files = {name: word(40).encode(), other: word(40).encode()}
    site_server.publish(files)
    expect_as_head(site_server, f"/{name}")
    if examination.passed("says_not_found"):
        expect_as_head(site_server, f"/{word()}.html")
    site_server.ask(f"/{other}", "HEAD")
    with meaning(gettext("The request before this one was a HEAD of the same target.")):
        site_server.expect_file(f"/{other}", files[other])


@check(points=1, after=("listens", "answers_get", "says_the_type", "answers_head"))
def test_serves_the_index(site_server: SiteServer, word: Word, examination: Examination) -> None:
    """Serves a folder's index.html at / and at a path that ends in /.

    Hint: What does a browser ask for if you type only the host and the port?
    Hint: The path is then `/`. A folder itself has no bytes to send: which file stands for it?
    Hint: `if path.endswith("/"): path += "index.html"`
    """
    site_server.need_answers()
    folders = ["", f"{word()}/", f"{word()}/{word()}/"]
    files = {f"{folder}index.html": word(40).encode() for folder in folders}
    site_server.publish(files)
    with meaning(gettext("A path that ends in / asks for the index.html of that folder.")):
        for folder in folders:
            site_server.expect_file(f"/{folder}", files[f"{folder}index.html"])
            if examination.passed("says_the_type"):
                expect_type(site_server, f"/{folder}", TYPES["html"])
        if examination.passed("answers_head"):
            expect_as_head(site_server, "/")
    with meaning(gettext("An index.html is served by its own name, too, as any other file.")):
        site_server.expect_file("/index.html", files["index.html"])


@check(
    points=1,
    after=("listens", "answers_get", "says_the_type", "says_not_found", "serves_the_index"),
)
def test_reads_the_target(
    site_server: SiteServer, word: Word, chinese: Chinese, examination: Examination
) -> None:
    """Cuts off the query first, and then decodes the escapes of the path.

    Hint: What is the `?` in /search.html?q=tea, and does the part after it belong to the name of
    the file?
    Hint: `urllib.parse.unquote` decodes `%20`. In which order do you cut and decode, if a name has
    a `?` of its own, written `%3F`? Decode once only.
    Hint: `path = unquote(target.partition("?")[0])`
    """
    site_server.need_answers()
    a, b = word(), word()
    han = chinese(3) + "e\N{COMBINING ACUTE ACCENT}"  # one letter, and two characters
    upper = "".join(f"%{byte:02X}" for byte in han.encode())
    wanted = {
        f"/{a}.txt?q={b}&x=1": (f"{a}.txt", gettext("It has a query, which begins at its ?.")),
        f"/{a}.txt?/../{b}?%41/": (
            f"{a}.txt",
            gettext(
                "Its query begins at its first ?, and what stands in there is no part of the path."
            ),
        ),
        f"/{a}%20{b}.txt": (f"{a} {b}.txt", gettext("%20 is a blank.")),
        f"/{upper}.txt": (f"{han}.txt", gettext("Its escapes are UTF-8.")),
        f"/{a}{upper.lower()}.txt": (f"{a}{han}.txt", gettext("Its escapes are in lower case.")),
        f"/{a}+{b}.txt": (f"{a}+{b}.txt", gettext("A + is itself in a path.")),
        f"/{a};{b}.txt": (
            f"{a};{b}.txt",
            gettext("A ; is itself in a path: urlparse() cuts it off, and urlsplit() does not."),
        ),
        f"/{a}%3F{b}.txt?{a}": (f"{a}?{b}.txt", gettext("%3F is a ? that belongs to the name.")),
        f"/{a}%2520{b}.txt": (f"{a}%20{b}.txt", gettext("%25 is a %: it is decoded once.")),
        f"/{a}..{b}.txt": (f"{a}..{b}.txt", gettext("Dots in a name are dots.")),
        f"/..{a}.txt": (f"..{a}.txt", gettext("Dots in a name are dots.")),
        f"/{b.title()}.txt": (
            f"{b.title()}.txt",
            gettext("It begins with a capital letter, and so does the name of the file."),
        ),
    }
    if examination.passed("serves_the_index"):
        wanted[f"/?q={b}"] = ("index.html", gettext("Its path is /, and then its query begins."))
    files = {name: word(30).encode() for name, _ in wanted.values()}
    site_server.publish(files)
    for target, (name, told) in wanted.items():
        with meaning(gettext("The target is {target}: {told}", target=target, told=told)):
            site_server.expect_file(target, files[name])
    if examination.passed("says_the_type"):
        with meaning(gettext("The type follows from the path: the query is no part of it.")):
            expect_type(site_server, f"/{a}.txt?v=1.5", TYPES["txt"])
        with meaning(gettext("%2E is a dot.")):
            expect_type(site_server, f"/{a}%2Etxt", TYPES["txt"])
    missing = f"/{upper}.{b}"
    if examination.passed("says_not_found"):
        with meaning(gettext("The target is {target}, and no such file is there.", target=missing)):
            expect_status(site_server, missing, 404)
        expect_its_own_letters(site_server, f"{b.title()}.txt")


@check(points=1, after=("listens", "answers_get"))
def test_stays_below_root(site_server: SiteServer, word: Word) -> None:
    """Serves no file outside ROOT, for any path.

    Hint: Which file is ROOT/../secret.txt? And which one is ROOT/%2e%2e/secret.txt after decoding?
    Hint: Do not search the text for dots. Compute first where the path ends, then ask whether that
    is below ROOT. Think of absolute paths, and of a folder `site-old` beside `site` (README, “Why
    .. matters”).
    Hint: `path = (root / name.lstrip("/")).resolve()`, then `path.is_relative_to(root)`; `root` was
    resolved at the start.
    """
    site_server.need_answers()
    expect_no_leak(site_server, by_path(site_server, word))


@check(points=1, after=("listens", "answers_get"))
def test_follows_no_link_out(site_server: SiteServer, word: Word, examination: Examination) -> None:
    """Follows no symbolic link that leads out of ROOT.

    Hint: What does `open` do with a link that points to /etc/passwd? Are there any dots in its
    path?
    Hint: Some functions only clean the text of a path, as `abspath` does. Others ask the disk where
    a path really ends. You need the second kind, before you compare.
    Hint: Compare `os.path.realpath(path)`, or `Path(path).resolve()`, with ROOT, and open exactly
    what you have compared.
    """
    site_server.need_answers()
    page, data, link, other = f"{word()}.txt", word(20).encode(), word(), word()
    site_server.publish({page: data})
    site_server.place_beside({link: Link(other), other: Link(site_server.root)})
    site_server.give_root(link)
    expect_no_leak(site_server, by_link(site_server, word))
    if examination.passed("answers_get"):
        with meaning(
            gettext(
                "ROOT itself is a symbolic link this time, to another link: the file lies in the folder at their end."
            )
        ):
            site_server.expect_file(f"/{page}", data)


@check(points=1, after=("listens", "answers_get"))
def test_refuses_other_methods(site_server: SiteServer, word: Word) -> None:
    """Answers 405 to POST, PUT and DELETE, with Allow: GET, HEAD.

    Hint: Which word of the request line is the method, and does your program look at it?
    Hint: The status 405 says “not this method”. One more header names the methods that there are
    (README, “Errors are answers, too”).
    Hint: `if method not in ("GET", "HEAD"):` answer with `HTTP/1.1 405 Method Not Allowed` and the
    header `Allow: GET, HEAD`.
    """
    site_server.need_answers()
    name, data = f"{word()}.txt", word(20).encode()
    site_server.publish({name: data})
    for method in ("POST", "PUT", "DELETE"):
        expect_not_allowed(site_server, method, f"/{name}", data, [])
        with meaning(gettext("The request said {words}.", words="Content-Length: 0")):
            length = [("Content-Length", "0")]
            expect_not_allowed(site_server, method, f"/{name}", data, length)


@check(points=1, after=("listens", "answers_get", "says_not_found", "refuses_other_methods"))
def test_says_the_length_of_errors(site_server: SiteServer, word: Word, chinese: Chinese) -> None:
    """Says the length of the body in an error answer, too.

    Hint: The connection stays open after a 404. How does the client know where the error page ends?
    Hint: Let one function send all answers, the good ones and the errors. An error without a body
    has a length, too: 0.
    Hint: `def answer(connection, status, body, *headers):` writes `Content-Length: {len(body)}`
    into every head.
    """
    site_server.need_answers()
    name = f"{word()}.txt"
    site_server.publish({name: word(20).encode()})
    missing = (f"/{word()}.txt", f"/{quote(chinese(1))}.txt")
    expect_length_of_errors(site_server, f"/{name}", missing, word())


@check(points=1, after=("listens", "answers_get", "serves_the_next_client"))
def test_refuses_bad_requests(site_server: SiteServer, word: Word) -> None:
    """Answers 400 to what is not a request, or has no Host, and closes the connection.

    Hint: How many words has a request line, and how does the third one begin? What does your
    program do with another line?
    Hint: Check the words before you use them. Keep the header names in one case, because `hOsT` is
    `Host`. After a 400 nobody knows where the next request begins.
    Hint: `if len(words) != 3 or not words[2].startswith("HTTP/"):` answer 400 and close; the same
    if `"host" not in headers` in HTTP/1.1.
    """
    site_server.need_answers()
    name, data = f"{word()}.txt", word(20).encode()
    site_server.publish({name: data})
    for request, told in (
        (f"{word()}\r\n\r\n", gettext("Its first line is a single word.")),
        *(
            (
                f"GET /{name} {version}\r\nHost: {word()}\r\n\r\n",
                gettext("The third word of its first line does not begin with HTTP/."),
            )
            for version in ("HTTPS/1.1", "XHTTP/1.1")
        ),
        (
            f"GET /{name} HTTP/1.1\r\nX-Forwarded-Host: {word()}\r\n\r\n",
            gettext("It has no Host: X-Forwarded-Host is another header."),
        ),
    ):
        with meaning(told):
            expect_refused(site_server, request.encode(), (400,))
    with (
        site_server.connect() as client,
        meaning(gettext("The name of its header Host is written hOsT.")),
    ):
        site_server.say(client, site_server.request(f"/{name}").replace(b"Host:", b"hOsT:"))
        site_server.expect_answer(client, f"/{name}", data)
    host = f"{word()}.example:8898"
    for told, headers, has_host in (
        (gettext("Its Host is {host}: any one is served.", host=host), [("Host", host)], False),
        (
            gettext("It has two headers Accept: any header but Host may come twice."),
            [("Accept", "text/html"), ("Accept", "text/plain")],
            True,
        ),
    ):
        with site_server.connect() as client, meaning(told):
            named = site_server.request(f"/{name}", headers=headers, has_host=has_host)
            site_server.say(client, named)
            site_server.expect_answer(client, f"/{name}", data)


@check(points=1, after=("listens", "answers_get", "serves_the_next_client"))
def test_bounds_the_headers(site_server: SiteServer, word: Word, examination: Examination) -> None:
    r"""Refuses headers of over 16 KiB with 431, 400 or 414, and serves those of up to 8 KiB.

    Hint: How many bytes does your program keep for a client that never sends the empty line?
    Hint: Look at the size of what you have each time that more arrives, and give up above a bound.
    Two large lines are fine up to 8 KiB together.
    Hint: With `recv`: `while b"\r\n\r\n" not in unread:` first `if len(unread) > 16 * 1024:` answer
    431 and close, and then `recv`: what follows an empty line is not counted. With `makefile`:
    `line = incoming.readline(16 * 1024)`, then `size += len(line)` and the same question.
    """
    site_server.need_answers()
    name, data = f"{word()}.txt", word(20).encode()
    site_server.publish({name: data})
    many = [(f"X-{word()}", word(90)) for _ in range(70)]
    for headers, told in (
        ([("X-Long", word(7500))], gettext("One of its headers has nearly 8 KiB.")),
        (many, gettext("It has {number} headers, and they have nearly 8 KiB.", number=len(many))),
    ):
        with site_server.connect() as client, meaning(told):
            site_server.say(client, site_server.request(f"/{name}", headers=headers))
            site_server.expect_answer(client, f"/{name}", data)
    size = examination.dice.randrange(70, 100) << 10
    request = site_server.request(f"/{name}", headers=[("X-Long", word(100) * (size // 100))])
    with meaning(gettext("One of its headers has {size} KiB.", size=size >> 10)):
        expect_refused(site_server, request, (431, 400, 414))
    if examination.passed("serves_the_next_client"):
        site_server.expect_file(f"/{name}", data)


@check(points=1, after=("listens", "answers_get", "says_the_length", "refuses_bad_requests"))
def test_keeps_the_connection(
    site_server: SiteServer, word: Word, examination: Examination
) -> None:
    """Keeps the connection open for the next request of HTTP/1.1, and for many of them.

    Hint: A page has ten pictures. How many connections does a browser need, if your server closes
    after each answer?
    Hint: You need two loops: one over clients, and inside it one over the requests of this client.
    When does the inner one end?
    Hint: `while True:` read a request, `break` if the stream has ended, answer; close the
    connection only after the loop.
    """
    site_server.need_answers()
    names = (f"{word()}.txt", f"{word()}.txt", f"{word()}/close.txt")
    files = {name: word(20 + 7 * number).encode() for number, name in enumerate(names)}
    site_server.publish(files)
    expect_served_in_turn(site_server, files)
    if examination.passed("refuses_bad_requests"):
        name, data = next(iter(files.items()))
        request = site_server.request(f"/{name}", has_host=False)
        with meaning(
            gettext("It has no Host: that of the request before on this connection is not its own.")
        ):
            expect_refused(site_server, request, (400,), before={name: data})
    if site_server.speaks_plainly and examination.passed("answers_get"):
        asked = [Asked(f"/{name}") for name in files]
        wanted = list(files.values())
        site_server.expect_understood(asked, wanted, ("http.client", "requests"))


@check(
    points=1,
    after=(
        *("listens", "answers_get", "says_the_length"),
        *("bounds_the_headers", "keeps_the_connection"),
    ),
)
def test_takes_requests_as_they_come(
    site_server: SiteServer, word: Word, examination: Examination
) -> None:
    r"""Takes a request that comes in pieces, and several that come together.

    Hint: What does `recv` return: one request, half of one, or two?
    Hint: Read until the empty line is there; it may come in two pieces itself. Print what is left
    in your buffer after the first request, and keep it for the next one.
    Hint: `while b"\r\n\r\n" not in unread: unread += connection.recv(4096)`, then `head, _, unread
    = unread.partition(b"\r\n\r\n")`; leave the loop at `b""`.
    """
    site_server.need_answers()
    files = {f"{word()}.txt": word(20 + 7 * number).encode() for number in range(3)}
    site_server.publish(files)
    name, data = next(iter(files.items()))
    expect_served_in_pieces(site_server, f"/{name}", data)
    if examination.passed("keeps_the_connection"):
        if site_server.speaks_plainly and examination.passed("says_the_length"):
            files = {"large.txt": large_text(word), **files}
            site_server.publish(files)
        expect_served_together(site_server, files)
        if site_server.speaks_plainly and examination.passed("bounds_the_headers"):
            expect_served_with_long_headers(site_server, f"/{name}", data, ("X-Long", word(7500)))


@check(
    points=1,
    after=(
        *("listens", "answers_get", "says_the_length", "answers_head"),
        *("says_not_found", "says_the_length_of_errors", "refuses_bad_requests"),
        "keeps_the_connection",
    ),
)
def test_closes_when_asked(site_server: SiteServer, word: Word, examination: Examination) -> None:
    """Closes the connection after the answer to HTTP/1.0, and to a request with Connection: close.

    Hint: A client sends the header Connection with the value `close`, and reads until the end of the stream. How long
    does it wait with your server?
    Hint: Two things ask for it: the version in the request line, and a header. Its value comes in
    any case: `close`, `Close`, `CLOSE`.
    Hint: `is_last = version == "HTTP/1.0" or headers.get("connection", "").lower() == "close"`
    """
    site_server.need_answers()
    name, data = f"{word()}.txt", word(20).encode()
    site_server.publish({name: data})
    any_case = "connection" if examination.passed("refuses_bad_requests") else "Connection"
    for version, headers in (
        ("HTTP/1.1", [("Connection", "close")]),
        ("HTTP/1.1", [(any_case, "CLOSE")]),
        ("HTTP/1.0", []),
    ):
        expect_closed_after(site_server, f"/{name}", data, version, headers)
    expect_closed_after(site_server, f"/{name}", data, "HTTP/1.0", [], has_host=False)
    if examination.passed("keeps_the_connection"):
        expect_closed_after(
            site_server, f"/{name}", data, "HTTP/1.0", [], has_host=False, before={name: data}
        )
    if examination.passed("answers_head"):
        close = [("Connection", "close")]
        expect_closed_after(site_server, f"/{name}", data, "HTTP/1.1", close, method="HEAD")
    if examination.passed("says_not_found") and examination.passed("says_the_length_of_errors"):
        for version, headers in (("HTTP/1.1", [("Connection", "close")]), ("HTTP/1.0", [])):
            expect_closed_after(site_server, f"/{word()}.txt", None, version, headers)


@check(
    points=1,
    after=(
        *("listens", "answers_get", "says_the_length"),
        *("serves_the_next_client", "takes_requests_as_they_come"),
    ),
)
def test_serves_many_at_once(site_server: SiteServer, word: Word, examination: Examination) -> None:
    """Serves many clients at once: a slow or silent client makes nobody wait.

    Hint: One client has sent half a request. In which call does your program wait now, and can it
    accept another client there?
    Hint: Give each client a thread, or use `asyncio` or `selectors`. `sendall` waits, too, if a
    client reads nothing. 51 clients are connected at the same time: is your pool large enough?
    Hint: `threading.Thread(target=talk, args=(connection,), daemon=True).start()` in the loop of
    `accept`.
    """
    site_server.need_answers()
    if site_server.serves_one_each:
        raise Unseen("serves_the_next_client")
    site_server.stays = True
    page, large = f"{word()}.txt", f"{word()}.bin"
    files = {page: word(30).encode(), large: large_text(word)}
    site_server.publish(files)
    takes_pieces = examination.passed("takes_requests_as_they_come")
    expect_served_beside_half_a_request(site_server, f"/{page}", files[page], takes_pieces)
    sends_all = examination.passed("says_the_length")
    expect_served_beside_slow_reader(site_server, f"/{page}", f"/{large}", files, sends_all)
    may_be_rude = examination.passed("serves_the_next_client")
    expect_served_beside_fifty(site_server, f"/{page}", files[page], may_be_rude)


def nobody_comes(examination: Examination) -> Generator[None, float, None]:
    word = word_from(examination.dice)
    with closing(SiteServer(examination)) as server:
        name, data = f"{word()}.txt", word(30).encode()
        server.publish({name: data})
        server.expect_file(f"/{name}", data)
        since = yield
        server.pause(A_PAUSE, since)
        with meaning(gettext("Without the pause of 2.2 s before this the next client was served.")):
            server.expect_file(f"/{name}", data)


def a_client_thinks(examination: Examination) -> Generator[None, float, None]:
    word = word_from(examination.dice)
    with closing(SiteServer(examination)) as server:
        name, data = f"{word()}.txt", word(30).encode()
        server.publish({name: data})
        with (
            server.connect() as client,
            meaning(gettext("Without the pause of 2.2 s before this the same is answered.")),
        ):
            if not examination.lost("keeps_the_connection"):
                client.send(server.request(f"/{name}"))
                server.expect_answer(client, f"/{name}", data)
            since = yield
            server.pause(A_PAUSE, since)
            server.say(client, server.request(f"/{name}"))
            server.expect_answer(client, f"/{name}", data)


@check(
    points=1,
    after=("listens", "answers_get", "serves_the_next_client", "keeps_the_connection"),
    ahead=SilentRuns(once_passed="answers_get", runs=(a_client_thinks, nobody_comes)),
)
def test_goes_on_after_a_pause(
    site_server: SiteServer, sit_out: SitOut, examination: Examination
) -> None:
    """Goes on after a pause of more than two seconds, in a connection and between two clients.

    Hint: Nobody speaks for 2.2 seconds. Which timeouts does your program have, and what do they
    end?
    Hint: A timeout of the listening socket ends `accept`. A timeout of a connection ends a client
    that waits before it asks. Leave the first one out, and make the second one long.
    Hint: Either no timeout, or `connection.settimeout(60)` for each connection; never
    `listener.settimeout(2)`.
    """
    site_server.need_answers()
    sit_out(a_client_thinks)
    if not site_server.serves_one_each:
        sit_out(nobody_comes)
