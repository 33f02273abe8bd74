"""Unit 3 by TCP: a web client gets the files of a web server."""

from dataclasses import dataclass

from grader.dice import Dice
from grader.i18n import gettext
from grader.subjects.base import Files
from grader.subjects.pairs import (
    Apart,
    Call,
    Game,
    Pair,
    Run,
    Seen,
    Words,
    expect_connection,
    expect_end,
    no_answer,
)
from grader.subjects.words import chinese_from, phrase_from, word_from

ROOT = "site"
PICTURE = 100_000  # bytes
LINE_END = b"\r\n"
MISSING = 404


@dataclass(frozen=True)
class Page:
    """What a path leads to; None where nothing is there."""

    path: str
    body: bytes | None


class Site(Game):
    """The client writes the body of each page byte for byte, and fails for one that is not there."""

    def __init__(self, dice: Dice) -> None:
        word, phrase, chinese = word_from(dice), phrase_from(dice), chinese_from(dice)
        index = f"<h1>{phrase()}</h1>\n<p>{chinese(8)}</p>\n".encode()
        folder, picture = word(6), dice.randbytes(PICTURE)
        self._files = {"index.html": index, f"{folder}/a {word(4)}.png": picture}
        escaped = list(self._files)[1].replace(" ", "%20")
        self._pages = [
            Page("/", index),
            Page(f"/{escaped}?size={word(3)}", picture),
            Page(f"/{folder}/{word(7)}.txt", None),
        ]

    @property
    def files(self) -> Files:
        """The site."""
        return {f"{ROOT}/{name}": data for name, data in self._files.items()}

    def server_words(self, host: str, port: int) -> Words:
        """Give the server the folder of the site, too."""
        return host, port, ROOT

    def calls(self, host: str, port: int) -> list[Call]:
        """Give the client the URL of each page."""
        return [Call([f"http://{host}:{port}{page.path}"]) for page in self._pages]

    def expect_success(self, seen: Seen) -> None:
        """Demand what the client writes, and how it ends. Raises Apart."""
        for run, page in zip(seen.runs, self._pages, strict=True):
            if page.body is None:
                expect_end(run, 1)
                if str(MISSING) not in run.errors:
                    told = gettext("The client did not say the status {status}.", status=MISSING)
                    raise Apart(told, "client")
                continue
            if run.stdout != page.body:
                told = gettext("The client did not write the body as it is in the file.")
                raise Apart(told, "client", page.body, run.stdout)
            expect_end(run)

    def look_at_the_wire(self, run: Run, seen: Seen) -> None:
        """Demand a request for the page, and its file as the answer. Raises Apart."""
        page = self._pages[seen.runs.index(run)]
        connection = expect_connection(run)
        request, answer = connection.said("client"), connection.said("server")
        self._expect_request(page, request)
        if not answer:
            raise no_answer(
                run, connection.has_left("server"), gettext("The server did not answer.")
            )
        head, blank, body = answer.partition(LINE_END * 2)
        line = head.partition(LINE_END)[0]
        status = MISSING if page.body is None else 200
        if not line.startswith(b"HTTP/1.1 ") or line.split()[1:2] != [str(status).encode()]:
            told = gettext("The server's answer begins with another line than it must.")
            raise Apart(told, "server", f"HTTP/1.1 {status}".encode(), line)
        lengths = [value for name, value in _headers(head) if name == b"content-length"]
        if not lengths or not lengths[0].isdigit():
            raise Apart(gettext("The server's answer has no Content-Length."), "server")
        if not blank or _is_more(lengths[0], len(body)):
            told = gettext("The server's answer is not whole.")
            raise no_answer(run, connection.has_left("server"), told)
        if page.body is not None and body != page.body:
            told = gettext("The server sent another body than its file has.")
            raise Apart(told, "server", page.body, body)

    def _expect_request(self, page: Page, request: bytes) -> None:
        head, blank, _ = request.partition(LINE_END * 2)
        line = head.partition(LINE_END)[0]
        expected = f"GET {page.path} HTTP/1.1".encode()
        if not blank:
            raise Apart(gettext("The client's request does not end with an empty line."), "client")
        if line != expected:
            told = gettext("The client's request begins with another line than it must.")
            raise Apart(told, "client", expected, line)
        if not any(name == b"host" for name, _ in _headers(head)):
            raise Apart(gettext("The client's request has no Host."), "client")


def _is_more(digits: bytes, number: int) -> bool:
    """Tell whether digits, of which there may be more than int() takes, are more than a number."""
    digits = digits.lstrip(b"0") or b"0"
    return (len(digits), digits) > (len(str(number)), b"%d" % number)


def _headers(head: bytes) -> list[tuple[bytes, bytes]]:
    """Give the names, in lower case, and the values of the headers of a message."""
    fields = (line.partition(b":") for line in head.split(LINE_END)[1:])
    return [(name.lower(), value.strip()) for name, _, value in fields]


PAIR = Pair("tcp_client", "tcp_server", "tcp", Site)
