"""Visits to a learner's web server: several requests of one client, and several clients."""

import contextlib
import itertools
import time
from collections.abc import Callable, Iterator, Mapping, Sequence

from grader.failures.errors import ConnectionEnded, Failure, Mismatch, NothingCame
from grader.i18n import gettext, ngettext
from grader.peers.http.client import Header, HttpPeer
from grader.subjects.framed import meaning
from grader.subjects.site_server import SiteServer
from grader.text import either

Files = Mapping[str, bytes]
IDLE = 50  # connections
IN_TURN = 48  # requests of one connection; a server may close after fifty
HALF = 20  # bytes of a request
MAY_GIVE_UP = 3.0  # seconds; an idle connection may be closed after five
STRANGE_TARGETS = ("/%00", "/%zz%", "/%ff%fe", "//", "/#top", "%2F", "top")

# ------------------------------------------------------------------ one client, several requests


def expect_served_in_turn(server: SiteServer, files: Files) -> None:
    """Demand that one connection has these files, asked for one by one, again and again.

    Raises what is wrong.
    """
    asked = itertools.islice(itertools.cycle(files.items()), IN_TURN)
    before = ""  # the name of the file of the last answer
    with server.connect() as client:
        for number, (name, data) in enumerate(asked, 1):
            client.send(server.request(f"/{name}"))
            try:
                answer = server.expect_answer(client, f"/{name}", data)
            except ConnectionEnded as failure:
                if number > 1:
                    failure.establish(_of_an_early_end(before, number - 1))
                raise
            before = name
            if answer.head and answer.head.ends_connection:
                raise Mismatch(
                    gettext(
                        "Your program's answer {number} on this connection says that no other one follows.",
                        number=number,
                    ),
                    expected=gettext("HTTP/1.1, without Connection: close"),
                    received=f"{answer.line}, Connection: {answer.value('Connection')}",
                    diagnosis=gettext(
                        "A client takes HTTP/1.0 in the status line for an answer after which the connection ends."
                    )
                    if answer.head.version == "1.0"
                    else _of_its_word(name),
                )


def _of_an_early_end(last: str, number: int) -> str:
    """Say what it means that a connection ended after so many answers, the last for this name."""
    told = ngettext(
        "It closed the connection after an answer: in HTTP/1.1 a connection stays open, unless somebody says Connection: close.",
        "It closed the connection after {number} answers: in HTTP/1.1 a connection stays open, unless somebody says Connection: close.",
        number,
    )
    return " ".join(filter(None, [told, _of_its_word(last)]))


def _of_its_word(name: str) -> str | None:
    """Say that the word close, if it stands in this name, was in no header."""
    if "close" not in name:
        return None
    return gettext("The path of the last request was /{name}: that is no header.", name=name)


def expect_served_in_pieces(server: SiteServer, target: str, data: bytes) -> None:
    """Demand an answer to a request that comes byte by byte, and to one in two pieces.

    Raises what is wrong.
    """
    request = server.request(target)
    for size in (len(request) - 2, 1):
        told = gettext(
            "This request has {number} bytes, and came in pieces of {size}; in one piece it is answered.",
            number=len(request),
            size=size,
        )
        with server.connect() as client, meaning(told):
            request = server.request(target)
            server.say(client, request, fragments=size)
            server.expect_answer(client, target, data)


def expect_served_with_long_headers(
    server: SiteServer, target: str, data: bytes, header: Header
) -> None:
    """Demand the answers to three requests with this header that come glued together.

    Raises what is wrong.
    """
    told = gettext(
        "Three requests came on one connection, in one piece, each with headers of nearly 8 KiB: the bound is for the headers of one request."
    )
    with server.connect() as client, meaning(told):
        client.send(server.request(target, headers=[header]) * 3)
        for _ in range(3):
            server.expect_answer(client, target, data)


def expect_served_together(server: SiteServer, files: Files) -> None:
    """Demand the answers to requests that come glued together, in order. Raises what is wrong."""
    if not server.speaks_plainly:
        return _expect_all_of_them(server, files)
    with server.connect() as client:
        client.send(b"".join(server.request(f"/{name}") for name in files))
        for number, (name, data) in enumerate(files.items(), 1):
            with meaning(
                gettext(
                    "This is request {number} of {all} that came in one piece.",
                    number=number,
                    all=len(files),
                )
            ):
                try:
                    server.expect_answer(client, f"/{name}", data)
                except NothingCame as failure:
                    _probe_what_was_lost(server, client, files, failure)
                    raise
                except Mismatch as failure:
                    _look_for_another(failure, name, files)
                    raise
    *_, (first, its_data), (second, data) = files.items()
    with server.connect() as client:
        both = server.request(f"/{first}") + server.request(f"/{second}")
        client.send(both, fragments=len(server.request(f"/{first}")) + HALF)
        with meaning(gettext("A request came whole, and with it the beginning of the next.")):
            server.expect_answer(client, f"/{first}", its_data)
            server.expect_answer(client, f"/{second}", data)


def _look_for_another(failure: Mismatch, name: str, files: Files) -> None:
    """Explain this failure, if another of these files came in the place of that of this name."""
    came = failure.received
    others = [other for other in files if other != name]
    other = next(
        (other for other in others if isinstance(came, bytes) and came.startswith(files[other])),
        None,
    )
    if other:
        failure.establish(
            gettext(
                "What came in its place is the answer for /{name}: answers have to come in the order of the requests.",
                name=other,
            )
        )


def _expect_all_of_them(server: SiteServer, files: Files) -> None:
    """Demand that all these files come in order, wherever one answer ends. Raises Mismatch."""
    with server.connect() as client:
        client.send(b"".join(server.request(f"/{name}") for name in files))
        came = client.everything()
    at = 0
    for number, (name, data) in enumerate(files.items(), 1):
        at = came.find(data, at)
        if at < 0:
            raise Mismatch(
                gettext(
                    "Of {all} requests that came together, your program did not answer number {number}, for {name}.",
                    all=len(files),
                    number=number,
                    name=name,
                ),
                expected=data,
                received=came,
            )


def _probe_what_was_lost(
    server: SiteServer, client: HttpPeer, files: Files, failure: NothingCame
) -> None:
    """Ask once more: are the requests that came together kept, or lost?"""
    first, *_ = files
    with server.scene.probe(
        gettext("to see what became of the others, the grader then spoke in the client's place:")
    ):
        client.send(server.request(f"/{first}"))
        try:
            answer = client.answer()
        except Failure:
            return
    if answer.has(server.contents(files[first])):
        failure.establish(
            gettext(
                "One more request was answered, and those that had come together with the first never were: the bytes after the first request are lost."
            )
        )


def expect_closed_after(
    server: SiteServer,
    target: str,
    data: bytes | None,
    version: str,
    headers: Sequence[Header],
    has_host: bool = True,
    method: str = "GET",
    before: Files | None = None,
) -> None:
    """Demand that a request is answered, and the connection then closed. Raises what is wrong.

    The files that were asked for `before`, on the same connection, have to come. Where no file is
    there, `data` is None. Then any answer will do, and so it will to a HEAD.
    """
    said = [method] if method != "GET" else []
    asked = ", ".join([*said, version, *(f"{name}: {value}" for name, value in headers)])
    told = (
        gettext("The request said {words}.", words=asked)
        if has_host
        else gettext(
            "The request said {words}, without Host: only HTTP/1.1 has to have one.", words=asked
        )
    )
    if data is None:
        told += " " + gettext(
            "No file is there: the answer is an error, and the connection is closed after it, too."
        )
    if before:
        told += " " + gettext("The request before it on this connection said HTTP/1.1.")
    with server.connect() as client:
        _expect_each(server, client, before or {})
        with meaning(told):
            server.say(client, server.request(target, method, version, headers, has_host))
            if data is None or method == "HEAD":
                client.answer(method)
            else:
                server.expect_answer(client, target, data)
            client.expect_gone(
                diagnosis=gettext(
                    "The client waits for the end of the stream, which comes when the server closes the connection."
                )
            )


def _expect_each(server: SiteServer, client: HttpPeer, files: Files) -> None:
    """Ask for these files one by one, on this connection, and demand that each comes."""
    for name, data in files.items():
        client.send(server.request(f"/{name}"))
        server.expect_answer(client, f"/{name}", data)


def expect_refused(
    server: SiteServer, request: bytes, statuses: Sequence[int], before: Files | None = None
) -> None:
    """Demand that a request is answered with one of these, and the connection then closed.

    The files that were asked for `before`, on the same connection, have to come. A reset may
    swallow the answer. Raises what is wrong.
    """
    wanted = either(map(str, statuses))
    with server.connect() as client:
        _expect_each(server, client, before or {})
        try:
            server.say(client, request)
            answer = client.answer()
        except ConnectionEnded:
            if client.end == "reset":
                return
            raise
        if answer.head is None and client.end == "reset":
            return
        if answer.status not in statuses:
            raise Mismatch(
                gettext(
                    "Your program answered with {status}, not with {wanted}.",
                    status=answer.told_status,
                    wanted=wanted,
                ),
                expected=gettext("the status {status}", status=wanted),
                received=answer.line,
            )
        client.expect_gone(
            diagnosis=gettext(
                "After this answer nobody knows where the next request begins: the connection is closed."
            )
        )


# ------------------------------------------------------------------ clients that are rude

Visit = Callable[[HttpPeer], None]


def rude_visits(server: SiteServer, large: str) -> Iterator[tuple[str, Visit]]:
    """Give visits of clients that leave at a bad moment or ask oddly, each with what it did."""
    request = server.request(large)
    close, reset = HttpPeer.vanish, HttpPeer.reset
    yield gettext("closed its connection before it had asked anything"), close
    yield gettext("closed its connection in the middle of a request"), _after(request[:HALF], close)
    yield gettext("closed its connection before it was answered"), _after(request, close)
    yield (
        gettext("closed its connection in the middle of an answer"),
        _in_answer(server, large, close),
    )
    yield gettext("reset its connection before it had asked anything"), reset
    yield gettext("reset its connection in the middle of a request"), _after(request[:HALF], reset)
    yield gettext("reset its connection before it was answered"), _after(request, reset)
    yield (
        gettext("reset its connection in the middle of an answer"),
        _in_answer(server, large, reset),
    )
    for target in STRANGE_TARGETS:
        yield gettext("asked for {target}", target=target), _asking(server, target)


def _after(data: bytes, leave: Visit) -> Visit:
    def visit(client: HttpPeer) -> None:
        client.send(data)
        leave(client)

    return visit


def _in_answer(server: SiteServer, target: str, leave: Visit) -> Visit:
    def visit(client: HttpPeer) -> None:
        server.say(client, server.request(target))
        client.read_late()
        leave(client)

    return visit


def _asking(server: SiteServer, target: str) -> Visit:
    def visit(client: HttpPeer) -> None:
        server.say(client, server.request(target))
        with contextlib.suppress(NothingCame, ConnectionEnded):
            client.answer()

    return visit


# ------------------------------------------------------------------ many clients


def expect_served_beside_half_a_request(
    server: SiteServer, target: str, data: bytes, takes_pieces: bool
) -> None:
    """Demand that a client is served while another has sent half a request, and one nothing.

    Where the server `takes_pieces`, the other is served as well when the rest has come.
    Raises what is wrong.
    """
    with server.connect() as half, server.connect() as silent:
        request = server.request(target)
        half.send(request[:HALF])
        with (
            meaning(
                gettext("Of two clients before, one had sent half a request, and one nothing.")
            ),
            server.connect() as client,
        ):
            _expect_served_beside((half, silent), client, server, target, data)
        if not takes_pieces:
            return
        half.wait_for_end(ticks=1)
        if half.end:
            raise ConnectionEnded(
                gettext(
                    "Your program closed the connection of a client that had sent half a request."
                ),
                diagnosis=gettext(
                    "Another client had come and had been served meanwhile: the rest of the request was still to come."
                ),
            )
        with meaning(gettext("The rest of a request came after another client had been served.")):
            server.say(half, request[HALF:])
            server.expect_answer(half, target, data)


def _expect_served_beside(
    others: Sequence[HttpPeer], client: HttpPeer, server: SiteServer, target: str, data: bytes
) -> None:
    """Demand that a client is served beside others; if not, see whether it is when they have gone."""
    server.say(client, server.request(target))
    try:
        server.expect_answer(client, target, data)
    except NothingCame as failure:
        with server.scene.probe(
            gettext("to see what it waits for, the grader then closed the other connections:")
        ):
            for other in others:
                other.vanish()
            with contextlib.suppress(Failure):
                if client.answer().has(server.contents(data)):
                    failure.establish(
                        ngettext(
                            "It answered when the client before had gone, and not while it was connected.",
                            "It answered when the {number} clients before had gone, and not while they were connected.",
                            len(others),
                        )
                    )
        raise


def expect_served_beside_slow_reader(
    server: SiteServer, target: str, large: str, files: Files, sends_all: bool
) -> None:
    """Demand that a client is served while another reads nothing of a large file.

    Where the server `sends_all` of a file, both ask for the large one, and the other gets it when
    it reads, unless so much time has passed that the server may have given it up. Raises what is
    wrong.
    """
    began = time.monotonic()
    with server.connect() as slow:
        server.say(slow, server.request(large))
        slow.read_late()
        told = gettext(
            "A client before had asked for {number} bytes, and did not read any.",
            number=len(files[large[1:]]),
        )
        with meaning(told), server.connect() as client:
            wanted = large if sends_all else target
            _expect_served_beside((slow,), client, server, wanted, files[wanted[1:]])
        if not sends_all or time.monotonic() - began > MAY_GIVE_UP:
            return
        with meaning(
            gettext("This client had read nothing of the large file until others were served.")
        ):
            server.expect_answer(slow, large, files[large[1:]])


def expect_served_beside_fifty(
    server: SiteServer, target: str, data: bytes, may_be_rude: bool
) -> None:
    """Demand that a client is served while fifty others are connected, half of them answered.

    Where clients `may_be_rude`, one resets its connection before each that is answered. Raises
    what is wrong.
    """
    with contextlib.ExitStack() as open_ones:
        others: list[HttpPeer] = []
        for number in range(IDLE + 1):
            told = ngettext(
                "{number} client had connected before, and none of them had gone: half had said nothing, half were answered.",
                "{number} clients had connected before, and none of them had gone: half had said nothing, half were answered.",
                number,
            )
            is_answered = number % 2 or number == IDLE
            if is_answered and may_be_rude:
                told += " " + gettext("Others had reset their connections in between.")
            with meaning(told):
                if is_answered and may_be_rude:
                    _be_rude(server, target)
                client = open_ones.enter_context(server.connect())
                if is_answered:
                    _expect_served_beside(others, client, server, target, data)
            others.append(client)


def _be_rude(server: SiteServer, target: str) -> None:
    """Connect, and reset the connection in the middle of a request."""
    with server.connect() as client:
        client.send(server.request(target)[:HALF])
        client.reset()
