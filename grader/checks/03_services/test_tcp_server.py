"""Unit 3, the TCP server: a small web server, for strangers."""

from collections.abc import Generator
from contextlib import closing

from grader.course.checks import THIRD_PARTY, Kind, SilentRuns, SitOut, check
from grader.failures.errors import Unseen
from grader.peers.http.outside import Asked
from grader.subjects.base import Examination
from grader.subjects.framed import meaning
from grader.subjects.site_answers import (
    expect_as_head,
    expect_exact_length,
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
PAUSED = "Without the pause of 2.2 s before this {}."
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

    Hint: Which three arguments are there, and in which order?
    Hint: socket, bind, listen, accept, as in the first unit. The port is a number.
    """
    with site_server.connect():
        pass


@check(points=1, after="listens")
def test_answers_get(site_server: SiteServer, word: Word, examination: Examination) -> None:
    """Answers a GET with 200 and the bytes of the file below ROOT.

    Hint: Which lines does a browser send, and what tells that there are no more of them?
    Hint: The second word of the first line names the file: /notes.txt is notes.txt in ROOT.
    Hint: HTTP/1.1 200 OK, the headers, an empty line, the bytes of the file; lines end with \\r\\n.
    Hint: A picture is no text: open(path, "rb"), and send the bytes as they are.
    """
    text, lines, picture = f"{word()}.txt", f"{word()}.txt", f"{word()}/{word()}.png"
    files = {
        lines: f"{word()}\r\n{word()}\r\n".encode(),
        text: f"{word()} {word()}\n{word()}\n".encode(),
        picture: b"\x89PNG\r\n\x1a\n" + examination.dice.randbytes(300) + b"\n\r\n\0\xff",
    }
    site_server.publish(files)
    site_server.expect_first_file(f"/{text}", files[text])
    with meaning("A file of text is served. This one has bytes of all kinds, like a picture."):
        site_server.expect_next_file(f"/{picture}", files[picture])
    with meaning("A text with \\n was served. The lines of this one end with \\r\\n."):
        site_server.expect_next_file(f"/{lines}", files[lines])
    if site_server.speaks_plainly:
        site_server.expect_understood([Asked(f"/{picture}")], [files[picture]])
    site_server.give_relative_root()
    with meaning("ROOT was a relative path this time; with an absolute one the file is served."):
        site_server.expect_next_file(f"/{text}", files[text])


@check(points=1, after=("listens", "answers_get"))
def test_says_the_length(
    site_server: SiteServer, word: Word, chinese: Chinese, phrase: Phrase
) -> None:
    """Says with Content-Length how many bytes the body has, and sends so many.

    Hint: How does a client know where an answer ends, when the connection stays open?
    Hint: Content-Length counts bytes: what are len("你好") and len("你好".encode())?
    Hint: sendall() sends all of a large file; send() may stop in the middle.
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
    """Serves the next client, whatever the one before has asked, and however it has left.

    Hint: What does your program do when recv() returns b'' in the middle of a request?
    Hint: A client that has gone shows as an OSError, when you read and when you send.
    Hint: Not every path can be a file's name: which exceptions may open() raise?
    Hint: Catch what one client causes where this client ends, and not where the server does.
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
        with meaning(f"The client before this one {told}."):
            site_server.expect_file(f"/{page}", files[page])


@check(points=1, after=("listens", "answers_get"))
def test_says_the_type(site_server: SiteServer, word: Word) -> None:
    """Says with Content-Type what a file is, by the suffix of its name.

    Hint: How does a browser know whether it has got a page or a picture?
    Hint: mimetypes.guess_type() knows the suffixes; what does it return for one that it does not?
    Hint: application/octet-stream is the type of bytes of which nothing is known.
    """
    site_server.need_answers()
    types = {**{f"{word()}.{suffix}": kind for suffix, kind in TYPES.items()}}
    types |= {f"{word()}.{word(9)}": ANY_BYTES, word(): ANY_BYTES}
    site_server.publish({name: word(20).encode() for name in types})
    for name, kind in types.items():
        expect_type(site_server, f"/{name}", kind)


@check(points=1, after=("listens", "answers_get"))
def test_says_not_found(site_server: SiteServer, word: Word) -> None:
    """Answers 404 where there is no file.

    Hint: What does open() raise then, and who gets to know of it?
    Hint: The status line is HTTP/1.1 404 Not Found, and a short body tells a person the same.
    """
    site_server.need_answers()
    folder, name = word(), f"{word()}.txt"
    site_server.publish({f"{folder}/{name}": word(20).encode()})
    for target in (f"/{word()}.txt", f"/{name}", f"/{folder}/{word()}", f"/{word()}/{name}"):
        with meaning(f"The target is {target}, and no such file is there."):
            expect_status(site_server, target, 404)


@check(points=1, after=("listens", "answers_get", "says_the_length", "says_not_found"))
def test_answers_head(site_server: SiteServer, word: Word, examination: Examination) -> None:
    """Answers HEAD as GET, with the same status, length and type, and without the body.

    Hint: Who wants to know how large a file is, and not have it?
    Hint: Make the same answer as for GET, and send only what stands before its body.
    Hint: Content-Length is the length of the body that GET would get, and not 0.
    """
    site_server.need_answers()
    name = f"{word()}.html"
    site_server.publish({name: word(40).encode()})
    expect_as_head(site_server, f"/{name}")
    if examination.passed("says_not_found"):
        expect_as_head(site_server, f"/{word()}.html")


@check(points=1, after=("listens", "answers_get"))
def test_serves_the_index(site_server: SiteServer, word: Word) -> None:
    """Serves a folder's index.html at / and at a path that ends in /.

    Hint: What does a browser ask for when you type nothing but the host?
    Hint: Where the path ends in /, add index.html to it.
    """
    site_server.need_answers()
    folders = ["", f"{word()}/", f"{word()}/{word()}/"]
    files = {f"{folder}index.html": word(40).encode() for folder in folders}
    site_server.publish(files)
    with meaning("A path that ends in / asks for the index.html of that folder."):
        for folder in folders:
            site_server.expect_file(f"/{folder}", files[f"{folder}index.html"])


@check(points=1, after=("listens", "answers_get"))
def test_reads_the_target(site_server: SiteServer, word: Word, chinese: Chinese) -> None:
    """Cuts off the query, and then decodes the escapes of the path.

    Hint: What stands behind the ? of /search.html?q=tea, and does it name a file?
    Hint: A blank in a path is written %20, and 你 is %E4%BD%A0: urllib.parse.unquote() reads them.
    Hint: In which order? The ? of a file's name is written %3F, and begins no query.
    """
    site_server.need_answers()
    a, b, han = word(), word(), chinese(3)
    upper = "".join(f"%{byte:02X}" for byte in han.encode())
    wanted = {
        f"/{a}.txt?q={b}&x=1": (f"{a}.txt", "It has a query, which begins at its ?."),
        f"/{a}.txt?/../{b}?%41": (
            f"{a}.txt",
            "Its query begins at its first ?, and what stands in there is no part of the path.",
        ),
        f"/{a}%20{b}.txt": (f"{a} {b}.txt", "%20 is a blank."),
        f"/{upper}.txt": (f"{han}.txt", "Its escapes are UTF-8."),
        f"/{a}{upper.lower()}.txt": (f"{a}{han}.txt", "Its escapes are in lower case."),
        f"/{a}+{b}.txt": (f"{a}+{b}.txt", "A + is itself in a path."),
        f"/{a}%3F{b}.txt?{a}": (f"{a}?{b}.txt", "%3F is a ? that belongs to the name."),
        f"/{a}%2520{b}.txt": (f"{a}%20{b}.txt", "%25 is a %: it is decoded once."),
        f"/{a}..{b}.txt": (f"{a}..{b}.txt", "Dots in a name are dots."),
        f"/{b.title()}.txt": (
            f"{b.title()}.txt",
            "It begins with a capital letter, as the name does.",
        ),
    }
    files = {name: word(30).encode() for name, _ in wanted.values()}
    site_server.publish(files)
    for target, (name, told) in wanted.items():
        with meaning(f"The target is {target}: {told}"):
            site_server.expect_file(target, files[name])


@check(points=1, after=("listens", "answers_get"))
def test_stays_below_root(site_server: SiteServer, word: Word) -> None:
    """Serves no file outside ROOT, whatever the path is.

    Hint: Which file is at ROOT/../secret.txt? And at ROOT/%2e%2e/secret.txt?
    Hint: What does os.path.join("site", "/etc/passwd") return?
    Hint: Is the folder site-old below site, because its name begins like that?
    Hint: Make the whole path first, as Path.resolve() does, and then ask whether it is_relative_to(ROOT).
    """
    site_server.need_answers()
    expect_no_leak(site_server, by_path(site_server, word))


@check(points=1, after=("listens", "answers_get"))
def test_follows_no_link_out(site_server: SiteServer, word: Word) -> None:
    """Follows no symbolic link that leads out of ROOT.

    Hint: What does open() do with a link to /etc/passwd? Its path has no .. at all.
    Hint: os.path.realpath() and Path.resolve() tell where a path really ends; abspath() does not.
    """
    site_server.need_answers()
    expect_no_leak(site_server, by_link(site_server, word))


@check(points=1, after=("listens", "answers_get"))
def test_refuses_other_methods(site_server: SiteServer, word: Word) -> None:
    """Answers 405 to POST, PUT and DELETE, with Allow: GET, HEAD.

    Hint: Which word of the first line is the method?
    Hint: The answer names in a header which methods there are.
    """
    site_server.need_answers()
    name, data = f"{word()}.txt", word(20).encode()
    site_server.publish({name: data})
    for method, headers in (
        ("POST", [("Content-Length", "0")]),
        ("PUT", [("Content-Length", "0")]),
        ("DELETE", []),
    ):
        expect_not_allowed(site_server, method, f"/{name}", data, headers)


@check(points=1, after=("listens", "answers_get", "says_not_found", "refuses_other_methods"))
def test_says_the_length_of_errors(site_server: SiteServer, word: Word) -> None:
    """Says the length of the body with an error, too.

    Hint: How does a client know where the text of an error ends?
    Hint: One function makes all answers, with a Content-Length in each.
    Hint: An error without a body has the length 0, and says so.
    """
    site_server.need_answers()
    name = f"{word()}.txt"
    site_server.publish({name: word(20).encode()})
    expect_length_of_errors(site_server, f"/{name}", f"/{word()}.txt")


@check(points=1, after=("listens", "answers_get", "serves_the_next_client"))
def test_refuses_bad_requests(site_server: SiteServer, word: Word) -> None:
    """Answers 400 to what is no request, or has no Host, and closes the connection.

    Hint: Three words, of which the third begins with HTTP/: what if it is otherwise?
    Hint: Names of headers come in any case: host, Host, HOST. In HTTP/1.1 this one must be there.
    Hint: Where the next request would begin nobody knows then: close after the answer.
    """
    site_server.need_answers()
    name, data = f"{word()}.txt", word(20).encode()
    site_server.publish({name: data})
    for request, told in (
        (f"{word()}\r\n\r\n", "Its first line is a single word."),
        (
            f"GET /{name} {word().upper()}\r\nHost: {word()}\r\n\r\n",
            "The third word of its first line does not begin with HTTP/.",
        ),
        (f"GET /{name} HTTP/1.1\r\nAccept: */*\r\n\r\n", "It has no Host."),
    ):
        with meaning(told):
            expect_refused(site_server, request.encode(), (400,))
    with site_server.connect() as client, meaning("The name of its header Host is written hOsT."):
        site_server.say(client, site_server.request(f"/{name}").replace(b"Host:", b"hOsT:"))
        site_server.expect_answer(client, f"/{name}", data)
    host = f"{word()}.example:8898"
    with site_server.connect() as client, meaning(f"Its Host is {host}: any one is served."):
        named = site_server.request(f"/{name}", headers=[("Host", host)], has_host=False)
        site_server.say(client, named)
        site_server.expect_answer(client, f"/{name}", data)


@check(points=1, after=("listens", "answers_get", "serves_the_next_client"))
def test_bounds_the_headers(site_server: SiteServer, word: Word, examination: Examination) -> None:
    """Refuses headers of over 16 KiB with 431, 400 or 414, and serves those of up to 8 KiB.

    Hint: How many bytes does your program keep for a client that never comes to the empty line?
    Hint: Look at what you have so far each time that more has arrived.
    """
    site_server.need_answers()
    name, data = f"{word()}.txt", word(20).encode()
    site_server.publish({name: data})
    many = [(f"X-{word()}", word(90)) for _ in range(70)]
    for headers in ([("X-Long", word(7500))], many):
        with site_server.connect() as client, meaning("Its headers have nearly 8 KiB."):
            site_server.say(client, site_server.request(f"/{name}", headers=headers))
            site_server.expect_answer(client, f"/{name}", data)
    size = examination.dice.randrange(70, 100) << 10
    request = site_server.request(f"/{name}", headers=[("X-Long", word(100) * (size // 100))])
    with meaning(f"One of its headers has {size >> 10} KiB."):
        expect_refused(site_server, request, (431, 400, 414))
    if examination.passed("serves_the_next_client"):
        site_server.expect_file(f"/{name}", data)


@check(points=1, after=("listens", "answers_get", "says_the_length"))
def test_keeps_the_connection(
    site_server: SiteServer, word: Word, examination: Examination
) -> None:
    """Keeps the connection open for the next request of HTTP/1.1, and for many of them.

    Hint: A page has ten pictures: how many connections does a browser make?
    Hint: After an answer the loop of this client goes on: read the next request.
    """
    site_server.need_answers()
    files = {f"{word()}.txt": word(20 + 7 * number).encode() for number in range(3)}
    site_server.publish(files)
    expect_served_in_turn(site_server, files)
    if site_server.speaks_plainly and examination.passed("answers_get"):
        asked = [Asked(f"/{name}") for name in files]
        wanted = list(files.values())
        site_server.expect_understood(asked, wanted, ("http.client", "requests"))


@check(points=1, after=("listens", "answers_get", "keeps_the_connection"))
def test_takes_requests_as_they_come(
    site_server: SiteServer, word: Word, examination: Examination
) -> None:
    """Takes a request that comes in pieces, and several that come together.

    Hint: recv() returns what is there: half a request, or two of them.
    Hint: Read until the empty line is there, and keep what has come behind it.
    Hint: The empty line can come in two pieces as well.
    """
    site_server.need_answers()
    files = {f"{word()}.txt": word(20 + 7 * number).encode() for number in range(3)}
    site_server.publish(files)
    name, data = next(iter(files.items()))
    expect_served_in_pieces(site_server, f"/{name}", data)
    if examination.passed("keeps_the_connection"):
        expect_served_together(site_server, files)


@check(points=1, after=("listens", "answers_get", "says_the_length", "refuses_bad_requests"))
def test_closes_when_asked(site_server: SiteServer, word: Word, examination: Examination) -> None:
    """Closes the connection after the answer to HTTP/1.0, and to a request with Connection: close.

    Hint: Who asks with Connection: close, and waits for the end of the stream?
    Hint: The value may come in other letters: Close, CLOSE.
    Hint: HTTP/1.0 knows nothing of a next request: the third word of the first line tells.
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


@check(
    points=1,
    after=(
        *("listens", "answers_get", "says_the_length"),
        *("serves_the_next_client", "takes_requests_as_they_come"),
    ),
)
def test_serves_many_at_once(site_server: SiteServer, word: Word, examination: Examination) -> None:
    """Serves many clients at once: one that is slow, or silent, holds up nobody.

    Hint: Where does your program wait while one client has sent half a request?
    Hint: A thread for each client, or asyncio, or selectors: each of them lets the others go on.
    Hint: send() waits, too, when a client reads nothing.
    Hint: How many threads has your pool? 51 clients are connected here.
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
    expect_served_beside_fifty(site_server, f"/{page}", files[page])


def nobody_comes(examination: Examination) -> Generator[None, float, None]:
    word = word_from(examination.dice)
    with closing(SiteServer(examination)) as server:
        name, data = f"{word()}.txt", word(30).encode()
        server.publish({name: data})
        server.expect_file(f"/{name}", data)
        since = yield
        server.pause(A_PAUSE, since)
        with meaning(PAUSED.format("the next client was served")):
            server.expect_file(f"/{name}", data)


def a_client_thinks(examination: Examination) -> Generator[None, float, None]:
    word = word_from(examination.dice)
    with closing(SiteServer(examination)) as server:
        name, data = f"{word()}.txt", word(30).encode()
        server.publish({name: data})
        with server.connect() as client, meaning(PAUSED.format("the same is answered")):
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

    Hint: Nobody has to speak: what does a timeout of the socket do to a client that thinks?
    Hint: A server runs until it is stopped, also if nobody comes for a while.
    """
    site_server.need_answers()
    sit_out(a_client_thinks)
    if not site_server.serves_one_each:
        sit_out(nobody_comes)
