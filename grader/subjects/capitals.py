"""A learner's server that answers datagrams in capital letters, and prints who sent them."""

from contextlib import suppress

from grader.failures.diagnosis.addresses import of_sender
from grader.failures.diagnosis.prints import written_by_itself
from grader.failures.ended import trace_of
from grader.failures.errors import (
    Failure,
    Mismatch,
    NothingCame,
    NotPrinted,
    NotReachable,
    ProgramEnded,
)
from grader.i18n import gettext
from grader.peers.udp import UdpPeer
from grader.subjects.base import apart
from grader.subjects.capital_answers import ONE_MORE, TICKS_FOR_THE_REST, CapitalAnswers
from grader.text import end_of, joined


class CapitalsServer(CapitalAnswers):
    """A learner's server that is judged on its answers, and on what it prints and survives."""

    def expect_to_go_on_after_nothing(self, client: UdpPeer, text: str) -> None:
        """Send an empty datagram and then a text, and demand an answer to that.

        An answer to the empty one is fine, whatever is in it; and whether the other is the right one
        is another check's. Raises NothingCame, NotReachable, or what ended the program.
        """
        client.send(b"")
        try:
            client.send(text.encode())
            if not self._is_answered_rightly(client, text):
                self._expect_one_more(client)
        except (NothingCame, NotReachable, ProgramEnded) as gone:
            if trace_of(self.program) is not None:
                gone.known = gettext("The datagram before had no bytes.")
            else:
                gone.diagnosis = gettext(
                    "The datagram before had no bytes: in UDP that is no end, since nobody hangs up."
                )
            raise

    def ask_leniently(self, client: UdpPeer, text: str) -> None:
        """Send a text, and let the server answer it: a connected one has connected by then."""
        client.send(text.encode())
        with suppress(NothingCame):
            self.receive(client, gettext("an answer"))

    def prints_what_comes(self, client: UdpPeer, text: str) -> bool:
        """Send a text, and tell whether it is printed: serving several clients is another rule."""
        try:
            client.send(text.encode())
            return self._comes(lambda printed: text in printed)
        except (NotReachable, ProgramEnded):
            return False

    def answers_the_same_again(self, client: UdpPeer, text: str) -> bool:
        """Send a text that has come from this client before; tell if it is answered: another rule."""
        try:
            self.ask(client, text)
        except Failure:
            return False
        return True

    def _is_answered_rightly(self, client: UdpPeer, text: str) -> bool:
        """Take the answer to a text, which one to an empty datagram may precede; tell if it is right.

        Raises NothingCame if there was none, or what ended the program.
        """
        try:
            self.expect_answer(client, text, skip=1)
        except Mismatch:
            return False
        except NothingCame as silence:
            if silence.received:  # an old answer once more
                return False
            raise
        return True

    def _expect_one_more(self, client: UdpPeer) -> None:
        """Send one more text, and demand that a datagram more comes. Raises as `receive` does."""
        self.scene.is_quiet([], TICKS_FOR_THE_REST)
        here = len(client.here)
        client.send(ONE_MORE)
        for _ in range(here + 1):
            client.receive(gettext("an answer"))

    def expect_sender_printed(self, client: UdpPeer, times: int = 1) -> None:
        """Demand that the client's host and port are printed so often. Raises Mismatch or NotPrinted."""
        host, port = client.address
        try:
            self.expect_printed_apart(host)
            self.expect_printed_apart(str(port))
        except NotPrinted as missing:
            out, on_stderr = self.program.stdout.text, written_by_itself(self.program.stderr.text)
            others = [each.address for each in self._clients if each is not client]
            found = of_sender(client.address, self.address, others, out, on_stderr)
            if found is None:
                raise
            raise Mismatch(
                gettext("Your program did not print the sender's host and port."),
                expected=joined((host, str(port))),
                received=missing.received,
                diagnosis=found,
            ) from None
        parts = [apart(str(part)) for part in client.address]

        def count() -> int:
            return min(len(part.findall(self.program.stdout.text)) for part in parts)

        if not self._comes(lambda printed: count() >= times):
            raise Mismatch(
                gettext(
                    "Your program did not print the sender's host and port for each of {times} datagrams.",
                    times=times,
                ),
                expected=gettext(
                    "{host} and {port}, {times} times", host=host, port=port, times=times
                ),
                received=end_of(self.program.stdout.text, 200),
                diagnosis=gettext("All of them had the same sender: print it with each datagram."),
            )
