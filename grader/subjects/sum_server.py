"""A learner's server that keeps a sum, over UDP, and what it does with datagrams that are no requests."""

from collections.abc import Iterable
from dataclasses import replace

from grader.failures.diagnosis.sums import of_answer
from grader.failures.ended import trace_of
from grader.failures.errors import (
    Failure,
    Mismatch,
    NothingCame,
    ProgramEnded,
    Unseen,
)
from grader.i18n import gettext
from grader.peers.sum_answers import bears
from grader.peers.sums import ERROR, REQUEST, Refusals
from grader.peers.udp import UdpPeer
from grader.subjects.answers import (
    bytes_of,
    int_of,
    is_worth,
)
from grader.subjects.base import Examination
from grader.subjects.sum_garbage import MORE_WORDS, Garbage
from grader.subjects.sum_keeper import SumKeeper
from grader.text import shown_bytes


class SumServer(SumKeeper):
    """A learner's server: makes requests, and what is no request, and demands the answers."""

    def __init__(self, examination: Examination) -> None:
        super().__init__(examination)
        self._refusals = examination.dialect(Refusals)

    def demand_refusals(self) -> None:
        """Raise Unseen if the program was not seen to refuse anything.

        Where it refuses in another way, its answers have to be known: they may be the same.
        """
        self.demand_answers()
        if self._examination.passed("refuses_garbage"):
            return
        if self._refusals == Refusals():
            raise Unseen("refuses_garbage")
        self.demand_sums(of_totals=False)

    @property
    def idle_number(self) -> int:
        """A number for requests whose answer nobody looks at: 0 changes no total, if it is taken."""
        return 1 if self._examination.lost("takes_any_number") else 0

    def is_refusal(self, data: bytes) -> bool:
        """Tell whether this may be the answer to an empty datagram."""
        return not data or data in self._refused_with or not self.form.is_answer(data)

    def refuse(self, client: UdpPeer, garbage: Garbage) -> None:
        """Send something that is no request, and demand ERROR.

        A kind that the program is known not to refuse is left out. Raises Mismatch, NothingCame
        or what ended the program.
        """
        if garbage.kind in self._refusals.accepted:
            return
        why = garbage.why
        client = self.send(client, garbage.data)
        try:
            data = self._answer_to_garbage(client)
        except NothingCame as silence:
            told = self._went_astray(client) or gettext("It got no answer.")
            silence.diagnosis = f"{told} {why}".strip()
            raise
        except ProgramEnded as end:
            told = gettext("It ended at a datagram that is no request.")
            end.diagnosis = f"{told} {why}".strip()
            trace = trace_of(self.program)
            if trace and trace.exception == "UnicodeDecodeError":
                uncaught = gettext("Nobody caught the exception of decode().")
                end.establish(f"{end.diagnosis} {uncaught}")
            raise
        if data is None or data in self._refused_with or self.form.evened(data) == ERROR:
            return
        beginning = self._beginning_taken(garbage.data, data)
        if beginning and MORE_WORDS in self._refusals.accepted:
            return  # the same mistake: what comes after a request is not looked at
        if beginning and not is_worth(garbage.data.split(b" ", 2)[2], int(beginning.split()[2])):
            part = gettext("Only its beginning was taken, {data}.", data=shown_bytes(beginning))
            why = f"{why} {part}"
        elif garbage.if_added and self._was_added(int_of(garbage.data.rpartition(b" ")[2]), data):
            why = garbage.if_added
        if self._refusals.text is None and not self.form.is_answer(data):
            return
        taken = gettext("It was taken for a request.") if self.form.is_answer(data) else ""
        raise Mismatch(
            gettext("Your program sent something other than ERROR."),
            expected=self._refused_with[0],
            received=data,
            diagnosis=f"{taken} {why}" if taken and why else of_answer(data, ERROR, ""),
        )

    @property
    def _refused_with(self) -> tuple[bytes, ...]:
        text = ERROR if self._refusals.text is None else self._refusals.text
        return (text, self.form.refusal(text), ERROR, self.form.refusal(ERROR))

    def _beginning_taken(self, datagram: bytes, answer: bytes) -> bytes | None:
        """Give the beginning of a datagram that is a request, if its number was added; else None."""
        match = REQUEST.match(datagram)
        if not match or match[0] == datagram:
            return None
        number = int(match[2])
        total = self._total_before + number
        right = self.form.write(match[1].decode(), b"%d" % self.form.number(total, number))
        if self.form.evened(answer) != right:
            return None
        self.total += number
        return match[0]

    def _was_added(self, number: int | None, answer: bytes) -> bool:
        """Tell whether an answer bears the total that has this number in it."""
        if number is None:
            return False
        return bears(answer, self.form.number(self._total_before + number, number))

    @property
    def _total_before(self) -> int:
        """The total that garbage met: a request may have followed it."""
        return self.total - self.idle_number * self._refusals.is_silent

    def _answer_to_garbage(self, client: UdpPeer) -> bytes | None:
        """Take the answer to what is no request; None if the program gives it in no case.

        A request that comes after it is then answered first. Raises NothingCame or what ended
        the program.
        """
        if not self._refusals.is_silent:
            return self._receive(client, "ERROR")[0]
        name = self.new_id()
        client.send(self.request(name, self.idle_number))
        self.total += self.idle_number
        data, _ = client.receive(gettext("the answer to a request after it"))
        if self.form.is_for(name, data):
            return None
        client.receive(gettext("the answer to a request after it"))
        return data

    def first_refusals(self, client: UdpPeer, kinds: Iterable[Garbage]) -> None:
        """Demand ERROR for each of these kinds of garbage; learn which of them are not refused, and how.

        Raises the first of what `refuse` raises.
        """
        failed: Failure | None = None
        accepted, refusals = set(), []
        for garbage in kinds:
            try:
                self.refuse(client, garbage)
            except NothingCame as silence:
                failed = failed or silence
                self._learn_refusals(replace(self._refusals, is_silent=True))
                continue
            except Mismatch as mismatch:
                failed = failed or mismatch
                data = bytes_of(mismatch.received)
                if self.form.is_answer(data):
                    accepted.add(garbage.kind)
                else:
                    refusals.append(data)
            except ProgramEnded as end:
                if failed is None:
                    failed, end.program = end, self.program
                    end.establish(end.diagnosis or "")
                accepted.add(garbage.kind)
                self.scene.transcript.remark(gettext("your program ended; then, in a new run:"))
                client = self.restarted()
            else:
                refusals += [self._refused_with[0]] if not self._refusals.is_silent else []
        if failed:
            words = set(refusals)
            text = ERROR if not words else words.pop() if len(words) == 1 else None
            self._learn_refusals(Refusals(text, self._refusals.is_silent, frozenset(accepted)))
            raise failed

    def _learn_refusals(self, refusals: Refusals) -> None:
        self._refusals = refusals
        self._examination.learn(refusals)
