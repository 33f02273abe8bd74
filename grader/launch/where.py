"""Says where a program stands, in the words of its own source: the line, and the call in it."""

import functools
import re
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from grader import scratch
from grader.i18n import gettext, gettext_noop
from grader.jail.messages import Stand
from grader.tokens import tokens_of

LARGEST_SOURCE = 1 << 16  # bytes
MOST_STANDS, MOST_STOPS = 6, 3  # that are looked at, and told of
# Calls that may wait, by which a line says itself what it waits for.
WAITING = re.compile(
    r"accept|acquire|communicate|connect|get|input|join|map|poll|result|select|serve_forever|sleep"
    r"|send(all|file|msg|to)?|recv(from|msg)?(_into)?|read(1|exactly|into|lines?|until)?|wait"
)
WHOSE = {
    "main": gettext_noop("its main thread"),
    "thread": gettext_noop("another thread"),
    "child": gettext_noop("a child process"),
}


@dataclass(frozen=True)
class Stop:
    """Where one thread stands: a line of the learner's own, and what it does there.

    `call` is the function that it has called there, if it is known which. `is_busy` says
    whether it works and does not wait; None if nobody can tell.
    """

    file: str
    line: int
    call: str | None
    is_busy: bool | None
    whose: Literal["main", "thread", "child"]
    source: str  # the text of the line

    def told(self, subject: str) -> str:
        """Say it in words, as in `it waits in recv(), tcp_server.py line 22`."""
        return gettext(
            self._form(), subject=subject, call=self.call, line=self.line, file=self.file
        )

    def _form(self) -> str:
        if self.is_busy:
            return gettext_noop("{subject} is busy in line {line} of {file}")
        waits = self.is_busy is not None
        if self.call is None and waits:
            return gettext_noop("{subject} waits in line {line} of {file}")
        if self.call is None:
            return gettext_noop("{subject} stands in line {line} of {file}")
        if self.call == "stdin" and waits:
            return gettext_noop("{subject} waits for standard input, {file} line {line}")
        if self.call == "stdin":
            return gettext_noop("{subject} stands for standard input, {file} line {line}")
        if waits:
            return gettext_noop("{subject} waits in {call}(), {file} line {line}")
        return gettext_noop("{subject} stands in {call}(), {file} line {line}")


def told(stops: Sequence[Stop]) -> str:
    """Say in one sentence, without its full stop, where these threads stand."""
    if len(stops) == 1:
        return stops[0].told(gettext("it"))
    return functools.reduce(
        lambda one, other: gettext("{one}; {other}", one=one, other=other),
        (stop.told(gettext(WHOSE[stop.whose])) for stop in stops),
    )


def stops_at(stands: Sequence[Stand], folder: str) -> tuple[Stop, ...]:
    """Read the lines in which threads stand, in files of the run's folder.

    The names of the files come from the program, and may lie.
    """
    stops: list[Stop] = []
    for stand in stands[:MOST_STANDS]:
        line = stand["line"]
        data = scratch.read(folder, stand["file"], LARGEST_SOURCE) or b""
        # by no codec of the program's own choice, which a coding line would be (PEP 263)
        source = data.decode("utf-8-sig", "replace")
        lines = source.splitlines()
        stop = Stop(
            stand["file"],
            line,
            _call(source, line, stand["above"]),
            stand["is_busy"],
            stand["whose"],
            lines[line - 1].strip() if 1 <= line <= len(lines) else "",
        )
        if stop not in stops:
            stops.append(stop)
        if len(stops) == MOST_STOPS:
            break
    return tuple(stops)


def _call(source: str, line: int, above: str | None) -> str | None:
    """Find the call that the thread is in: one of this line's, or a library's function.

    `above` is the function of a library that was called there, None if that was one in C.
    """
    names = list(_called(source, line))
    if above in names:
        return above
    waiting = {name for name in names if WAITING.fullmatch(name)}
    if len(waiting) == 1:
        return waiting.pop()
    if above and re.fullmatch(r"[a-z]\w*", above) and above != "readinto":
        return above  # a file's readinto() is behind a loop over its lines
    return None if waiting or above else "stdin" if "stdin" in names else None


def _called(source: str, line: int) -> Iterator[str]:
    """Yield the names that are called in the statement of this line; `stdin` even if it is not."""
    words = _statement(source, line)
    for word, after in zip(words, [*words[1:], ""], strict=False):
        if word.isidentifier() and (after == "(" or word == "stdin"):
            yield word


def _statement(source: str, line: int) -> list[str]:
    """Give the words of the statement, perhaps of several lines, that this line belongs to."""
    words: list[str] = []
    try:
        for token in tokens_of(source):
            if token.type in (tokenize.NAME, tokenize.OP, tokenize.NUMBER):
                words.append(token.string)
            if token.type == tokenize.NEWLINE:
                if token.start[0] >= line:
                    return words
                words = []
    except SyntaxError:
        pass  # it was changed since it began to run
    return []
