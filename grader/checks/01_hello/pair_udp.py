"""Unit 1 by UDP: a client sends lines to a server, which sends them back in upper case."""

from grader.dice import Dice
from grader.i18n import gettext
from grader.subjects.base import apart
from grader.subjects.pairs import (
    Apart,
    Call,
    Game,
    Pair,
    Run,
    Seen,
    expect_datagram,
    expect_end,
    expect_printed,
    no_answer,
)
from grader.subjects.words import chinese_from, phrase_from, word_from


class Capitals(Game):
    """The client prints its lines in upper case; the server prints them as they were sent."""

    def __init__(self, dice: Dice) -> None:
        word, phrase, chinese = word_from(dice), phrase_from(dice), chinese_from(dice)
        self._lines = [word(), phrase(), f"{word(5)} {chinese()}", phrase(200)]

    def calls(self, host: str, port: int) -> list[Call]:
        """Give the client these lines."""
        return [Call((host, port), "".join(f"{line}\n" for line in self._lines).encode())]

    def server_is_done(self, seen: Seen, printed: str) -> bool:
        """Tell whether the server has printed all lines, and who sent them."""
        ports = {str(each.port) for each in seen.runs[0].datagrams}
        return all(line in printed for line in self._lines) and all(
            apart(port).search(printed) for port in ports
        )

    def expect_success(self, seen: Seen) -> None:
        """Demand what the client prints, how it ends, and what the server prints. Raises Apart."""
        (run,) = seen.runs
        expect_printed(run, [line.upper() for line in self._lines])
        expect_end(run)
        if not self.server_is_done(seen, seen.server_printed):
            raise Apart(
                gettext("The server did not print each text, and the sender's host and port."),
                "server",
            )

    def look_at_the_wire(self, run: Run, seen: Seen) -> None:
        """Demand each line in a datagram, and each of these back. Raises Apart."""
        expect_datagram(run)
        waiting: list[bytes] = []  # for their answers
        lines = [line.encode() for line in self._lines]
        for each in run.datagrams:
            if each.by == "client" and not each.data:
                continue  # a blank line
            if each.by == "client":
                expected = lines.pop(0) if lines else b""
                if each.data != expected:
                    told = gettext("The client sent another datagram than the next line.")
                    raise Apart(told, "client", expected, each.data)
                waiting.append(each.data)
            elif each.is_elsewhere:
                told = gettext(
                    "The server answered from another address than the one that was asked."
                )
                raise Apart(told, "server")
            elif waiting:
                self._expect_upper(waiting.pop(0), each.data)
        if waiting:
            raise no_answer(run, False, gettext("The server did not answer a datagram."))

    def _expect_upper(self, asked: bytes, answer: bytes) -> None:
        upper = asked.decode().upper().encode()
        if answer not in (upper, asked.upper()):
            told = gettext("The server sent another text than the one in upper case.")
            raise Apart(told, "server", upper, answer)


PAIR = Pair("udp_client", "udp_server", "udp", Capitals)
