"""Unit 2 by TCP: framed messages, whose bytes come back in reverse order."""

from grader.dice import Dice
from grader.i18n import gettext
from grader.subjects.pairs import (
    Apart,
    Call,
    Connection,
    Game,
    Pair,
    Run,
    Seen,
    expect_connection,
    expect_end,
    expect_printed,
    no_answer,
)
from grader.subjects.words import phrase_from, word_from

HEAD = 4  # bytes of a length
READY = b"ready "
LONG = 20_000  # bytes: more than one recv() gives


class Frames(Game):
    """The client prints the greeting and each line reversed, and ends with status 0."""

    def __init__(self, dice: Dice) -> None:
        word, phrase = word_from(dice), phrase_from(dice)
        self._lines = [word(), phrase(60), phrase(LONG), word(1)]

    def calls(self, host: str, port: int) -> list[Call]:
        """Give the client these lines."""
        return [Call((host, port), "".join(f"{line}\n" for line in self._lines).encode())]

    def expect_success(self, seen: Seen) -> None:
        """Demand what the client prints, and how it ends. Raises Apart."""
        (run,) = seen.runs
        expect_printed(run, [READY.decode().strip(), *(line[::-1] for line in self._lines)])
        expect_end(run)

    def look_at_the_wire(self, run: Run, seen: Seen) -> None:
        """Demand the greeting, then frame by frame what was asked and answered. Raises Apart."""
        connection = expect_connection(run)
        asked, answered = _frames(connection, "client"), _frames(connection, "server")
        greeting = answered.pop(0) if answered else None
        if greeting is None:
            told = gettext("The server's greeting is not there, or not whole.")
            raise no_answer(run, connection.has_left("server"), told)
        if not greeting.startswith(READY):
            told = gettext("The server's greeting is another one than it must be.")
            raise Apart(told, "server", READY + b"...", greeting)
        for number, line in enumerate(self._lines):
            self._expect_request(line.encode(), asked[number : number + 1])
            if number >= len(answered):
                told = gettext("A reply of the server is not there, or not whole.")
                raise no_answer(run, connection.has_left("server"), told)
            reply = line.encode()[::-1]
            if answered[number] != reply:
                told = gettext(
                    "The server replied something other than the bytes in reverse order."
                )
                raise Apart(told, "server", reply, answered[number])
        if len(asked) > len(self._lines):
            told = gettext("The client sent more frames than there are lines.")
            raise Apart(told, "client", b"", asked[len(self._lines)])
        if len(answered) > len(self._lines):
            told = gettext("The server sent more frames than it was asked for.")
            raise Apart(told, "server", b"", answered[len(self._lines)])

    def _expect_request(self, line: bytes, asked: list[bytes]) -> None:
        if not asked:
            told = gettext("A frame of the client is not there, or not whole.")
            raise Apart(told, "client", line, b"")
        if asked[0] != line:
            told = gettext("The client sent another frame than the next line.")
            raise Apart(told, "client", line, asked[0])


def _frames(connection: Connection, who: str) -> list[bytes]:
    """Take apart what one side has sent; what is not whole is left out."""
    data = connection.said("client" if who == "client" else "server")
    found, at = [], 0
    while len(data) >= at + HEAD:
        length = int.from_bytes(data[at : at + HEAD])
        if len(data) < at + HEAD + length:
            break
        found.append(data[at + HEAD : at + HEAD + length])
        at += HEAD + length
    return found


PAIR = Pair("tcp_client", "tcp_server", "tcp", Frames)
