"""A learner's DNS lookup, and the name server that it asks."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from grader.failures.diagnosis.addresses import (
    IN_WORDS,
    are_in_lines,
    form_of,
    is_printed,
    of_missing,
)
from grader.failures.diagnosis.prints import of_number, written_by_itself
from grader.failures.ended import trace_of
from grader.failures.errors import (
    Failure,
    Mismatch,
    NotPrinted,
    StillRunning,
)
from grader.i18n import gettext
from grader.peers.dialect import Dialect
from grader.peers.dns.answers import Answer, a
from grader.peers.dns.asked import Query
from grader.peers.scene import Waited
from grader.peers.udp import Stranger
from grader.subjects.base import Examination
from grader.subjects.framed import meaning
from grader.subjects.lookups import Asking, Printing, Reading, bytes_taken
from grader.subjects.name_asker import LONGEST_WAIT, NameAsker
from grader.text import clipped

LONGEST_ANSWER = 512  # bytes, if the query has no OPT (RFC 1035, section 2.3.4)
BETWEEN_LOOKS = 0.05  # seconds, for queries that come while its end is waited for
TICKS_FOR_ANOTHER = 20  # of quiet; who sends again at once has done so by then


class NameClient(NameAsker):
    """A learner's client that looks up a name, and the name server that it asks."""

    def __init__(self, examination: Examination) -> None:
        super().__init__(examination)
        self._strays: dict[str, str] = {}  # addresses that must not be printed, and what bore them
        self._answer: Callable[[Query], bytes] | None = None  # the right one, for whoever asks
        self._answered = 0  # queries of this run
        self.waited: float | None = (
            None  # seconds from its first query to the next, while an answer was waited for
        )
        self._other: str | None = None  # what it asked for besides
        self._lure: str | None = None  # the address of whatever it asks for besides
        self._ended_at: float | None = None  # when its end was seen

    def start(self, text: str) -> None:
        """Start the client with this NAME, and forget all of an earlier run."""
        super().start(text)
        self._strays.clear()
        self._answer, self._answered, self.waited = None, 0, None
        self._other = self._lure = self._ended_at = None

    # -------------------------------------------------------------- answers

    def write(self, query: Query, answer: Answer) -> bytes:
        """Write an answer to this query, in the way that the program reads."""
        way = answer.way or self._examination.dialect(Reading).way
        return replace(answer, way=way).to(query)

    def takes(self, query: Query, answer: Answer) -> bool:
        """Tell whether this answer is no longer than what the program is known to take."""
        most = self._examination.dialect(Reading).most
        return most is None or len(self.write(query, answer)) <= most

    def answer_with(self, query: Query, answer: Answer) -> None:
        """Answer a query, and each one that comes after it while something is waited for."""
        self._answer = lambda again: self.write(again, answer)
        self.scene.transcript.step(gettext("its answer: {answer}", answer=answer.told()))
        self.reply(self.write(query, answer))

    def lure_with(self, address: str) -> None:
        """Answer queries for other names with this address while something is waited for."""
        self._lure = address

    def in_some_form(self, play: Callable[[], None]) -> None:
        """Play; where that fails, play with names that are written out, if that is new.

        Raises what the first play raised, if the second one fails as well.
        """
        try:
            play()
        except Failure:
            if not self.reads_in_full(play):
                raise

    def reads_in_full(self, play: Callable[[], None]) -> bool:
        """Tell whether a play goes well if names are written out in full; learn it if so."""
        usual = self._examination.dialect(Reading)
        if usual.way == "full":
            return False
        return self._is_understood(
            play,
            replace(usual, way="full"),
            usual,
            gettext(
                "then, in a new run, the names in the answer were written out in full: all went well"
            ),
        )

    def reads_repaired(self, play: Callable[[], None]) -> bool:
        """Tell whether a play goes well if answers have the right question; learn it if so."""
        usual = self._examination.dialect(Asking)
        if not usual.is_other or usual.is_repaired or usual.has_turned_numbers:
            return False
        return self._is_understood(
            play,
            replace(usual, is_repaired=True),
            usual,
            gettext(
                "then, in a new run, the answer had the question as it should have been: all went well"
            ),
        )

    def _is_understood(
        self, play: Callable[[], None], other: Dialect, usual: Dialect, told: str
    ) -> bool:
        """Tell whether a play goes well in another dialect; learn it if so, and say what `told` is."""
        self._examination.learn(other)
        if not self.goes_well(play):
            self._examination.learn(usual)
            return False
        self.scene.transcript.remark(told)
        return True

    def goes_well(self, play: Callable[[], None]) -> bool:
        """Tell whether nothing fails in a play that is no part of the story."""
        try:
            with self.aside():
                play()
        except Failure:
            return False
        return True

    def latest(self, query: Query) -> Query:
        """Give the last query that comes within a while, or this one if none does."""
        while not self._server.is_quiet(TICKS_FOR_ANOTHER):
            query = self.query(query.name or "")
        return query

    def reply(self, data: bytes) -> None:
        """Send these bytes to where the last datagram came from."""
        self._server.answer(data)

    def send_stray(
        self, query: Query, answer: Answer, what: str, by: Stranger | None = None
    ) -> None:
        """Send what is no answer to this query, and whose addresses must not be printed."""
        self._strays.update((address, what) for address in answer.addresses)
        self.scene.transcript.step(gettext("{what}: {answer}", what=what, answer=answer.told()))
        data = self.write(query, answer)
        if by is None:
            self._server.answer(data, "stray")
        else:
            by.send(data, query.sender)

    def forbid(self, texts: Mapping[str, str]) -> None:
        """Note addresses that must not be printed; each has what it would be instead."""
        self._strays.update(texts)

    def _serve(self) -> None:
        """Answer the queries that have come meanwhile: the first answer may have been too late."""
        while (data := self._server.take()) is not None:
            query = self._read(data)
            if not self._is_asked_before(query):
                self._other = query.name
                if self._lure and query.name and not query.asks_for(self._name):
                    self.reply(self.write(query, Answer([a(query.name, self._lure)])))
                continue
            self._answered += 1
            if self.waited is None and self._asked:
                self.waited = query.arrived - self._asked.arrived
            if self._answer and query.is_answerable:
                self.reply(self._answer(query))

    def _is_asked_before(self, query: Query) -> bool:
        return self._asked is None or query.asks_the_same(self._asked)

    # -------------------------------------------------------------- prints

    def expect_addresses(self, *addresses: str) -> None:
        """Demand that each of these addresses is printed in a line, in this order, and no stray.

        Raises NotPrinted or Mismatch.
        """
        form = self._examination.dialect(Printing).form

        def are_there(_: str) -> bool:
            self._serve()
            self._note_its_end()
            return are_in_lines(addresses, self._printed_text, form)

        if not self._comes(are_there):
            raise self._missing(addresses)
        self._expect_no_stray()

    def let_it_wait(self, ticks: int) -> None:
        """Let it wait for its answer for so many ticks."""
        for _ in range(ticks):
            self.scene.is_quiet([], 1)
            self._note_its_end()

    def _note_its_end(self) -> None:
        if self.program.ended and self._ended_at is None:
            self._ended_at = time.monotonic()

    @property
    def _printed_text(self) -> str:
        """What it has printed so far, where it prints addresses."""
        program = self.program
        is_on_errors = self._examination.dialect(Printing).on_errors
        return program.stderr.text if is_on_errors else program.stdout.text

    def _missing(self, addresses: Sequence[str]) -> Failure:
        printed = self._printed_text
        form = self._examination.dialect(Printing).form
        if stray := self._stray_in(printed):
            return stray
        if any(is_printed(address, printed, form) for address in addresses) and len(addresses) > 1:
            message, why = of_missing(addresses, printed, form, self.scene.around.source)
            return Mismatch(
                message,
                expected="\n".join(addresses),
                received=clipped(printed[-200:], 200),
                diagnosis=why,
            )
        why = of_number(addresses[0], printed, self.program.stderr.text)
        missing = self._not_printed(addresses[0], why)
        self._explain(missing, addresses[0])
        return missing

    def _explain(self, missing: NotPrinted, address: str) -> None:
        """Say of an address that is not there what was seen besides."""
        form = form_of(address, self.program.stdout.text)
        if form and form != "dotted":
            missing.establish(gettext("It was printed {how}.", how=gettext(IN_WORDS[form])))
        elif self._other:
            missing.known = gettext(
                "When it had been answered, it sent a query for {name}: what it looks for stood in the answer.",
                name=clipped(self._other, 80),
            )
        elif self._answered:
            missing.known = gettext(
                "It sent its query again after it had been answered: it did not take the answer for one, or could not read it."
            )

    @contextmanager
    def telling(self, known: str) -> Iterator[None]:
        """Say with a failure what is known already, unless it was told of a stray instead."""
        try:
            yield
        except Failure as failure:
            if not self._stray_in(self._printed_text):
                failure.known = " ".join(filter(None, [failure.known, known, self._of_its_end()]))
            raise

    def _of_its_end(self) -> str:
        """Say how soon after its last query it ended, if it did so by itself."""
        status, ended_at = self.program.status, self._ended_at
        is_told = status is None or status < 0 or trace_of(self.program) is not None
        if is_told or ended_at is None:
            return ""
        after = max(0.0, ended_at - self._server.arrived)
        return gettext("It ended {seconds:.1f} s after it had sent its query.", seconds=after)

    def learn_how_it_prints(self, address: str) -> None:
        """Remember the form in which this address was printed, or that all went well but for that."""
        program = self.program
        if form := form_of(address, program.stdout.text):
            self._examination.learn(Printing(True, form))
        elif form := form_of(address, written_by_itself(program.stderr.text)):
            self._examination.learn(Printing(True, form, on_errors=True))
        elif program.status == 0:
            self._examination.learn(Printing(ends_well=True))

    def learn_how_much_it_takes(self, failure: Failure) -> None:
        """Remember that it takes too few bytes of a long answer, if its source says so."""
        most = bytes_taken(self.scene.around.source)
        if most is not None and most < LONGEST_ANSWER:
            self._examination.learn(replace(self._examination.dialect(Reading), most=most))
            failure.establish(
                gettext(
                    "Its source takes at most {most} bytes of a datagram: the bytes after them are lost.",
                    most=most,
                )
            )

    def _expect_no_stray(self) -> None:
        """Demand that no address of a stray is printed, until the program ends. Raises Mismatch."""
        if self._strays:
            self.scene.program_ends()
            if stray := self._stray_in(self._printed_text):
                raise stray

    def _stray_in(self, printed: str) -> Mismatch | None:
        form = self._examination.dialect(Printing).form
        for address, what in self._strays.items():
            if is_printed(address, printed, form):
                lines = [line for line in printed.split("\n") if is_printed(address, line, form)]
                return Mismatch(
                    gettext(
                        "Your program printed {address}, which is no address of the name.",
                        address=address,
                    ),
                    expected=gettext("no {address}", address=address),
                    received=clipped(" ".join(lines[:1]) or printed[-200:], 200),
                    diagnosis=gettext("It stood in {what}.", what=what),
                )
        return None

    # -------------------------------------------------------------- ends

    def expect_failed_lookup(self, why: str, pauses: float) -> None:
        """Demand that the program fails cleanly, and may rightly take so many seconds for that.

        `why` says why there is no address. Raises StillRunning, Mismatch or Failure.
        """

        def has_ended() -> bool:
            self._serve()
            return self.program.ended

        if self.scene.wait(has_ended, "end", every=BETWEEN_LOOKS, pauses=pauses) is not Waited.DONE:
            raise StillRunning(gettext("Your program is still running."), diagnosis=why)
        with meaning(" ".join(filter(None, [why, self._of_its_last_words()]))):
            self.expect_clean_failure(
                "", gettext("The person who started the program learns that from its status.")
            )

    def _of_its_last_words(self) -> str:
        """Quote what it wrote last on standard output, if it wrote nothing on standard error."""
        said = self.program.stdout.text.split("\n")
        if self.program.stderr.text.strip() or not any(map(str.strip, said)):
            return ""
        last = next(line.strip() for line in reversed(said) if line.strip())
        return gettext("On standard output it wrote last: {said!r}.", said=clipped(last, 80))

    def expect_life_after(self, query: Query, data: bytes, what: str, answer: Answer) -> None:
        """Demand that the program reads on or ends after these bytes, which `what` names.

        A right answer comes behind them. Raises StillRunning.
        """
        self._answer = lambda again: self.write(again, answer)
        self.scene.transcript.step(what)
        self.reply(data)
        self.reply(self.write(query, answer))
        form = self._examination.dialect(Printing).form

        def has_gone_on() -> bool:
            self._serve()
            printed = self._printed_text
            there = [is_printed(each, printed, form) for each in answer.addresses]
            return self.program.ended or all(there)

        if self.scene.wait(has_gone_on, "answer", pauses=LONGEST_WAIT) is not Waited.DONE:
            raise StillRunning(
                gettext("Your program neither went on nor ended after {what}.", what=what),
                diagnosis=gettext(
                    "A program that follows pointers without a limit never leaves a circle. Each pointer has to lead further back than the one before, or the number of pointers has a limit."
                ),
            )
