"""The visits of clients to a learner's server that speaks in frames: how they get in, what is known of it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from grader.failures.diagnosis.frames import NEVER_LOOKS, WAITS_IN_TURNS, of_left_over
from grader.failures.errors import Mismatch, NothingCame, Unseen
from grader.i18n import gettext, gettext_noop
from grader.jail.policy import Policy
from grader.launch.where import Stop
from grader.peers.patience import PROMISED
from grader.peers.scene import TICKS_OF_QUIET
from grader.peers.tcp.connect import Address, connect
from grader.peers.tcp.frames import FramedPeer
from grader.peers.tcp.ways import Answers, Greetings
from grader.subjects.base import Examination
from grader.subjects.framed import PATH, Framed, prepare_for_socket

CLOSES = re.compile(r"\.close\s*\(")
KEEPS_A_COPY = re.compile(r"\b(makefile|dup|fork|Process)\s*\(")
HELD = gettext_noop(
    "It waits in accept() for the next client, and the connection is still open: close() ends a connection only when each file from makefile() and each copy in another process is closed, too."
)


class FramedVisits(Framed):
    """A learner's server, which is started when the first client connects; and what is known of it."""

    rule = "listens"

    def __init__(self, examination: Examination) -> None:
        super().__init__(examination)
        self._told = ("", 0)  # HOST and PORT of its command line
        self._address: Address | None = None
        self._clients: list[FramedPeer] = []
        self._has_refused = False  # a length that was too high
        self._owed = 0  # steps to clients that have gone, before it is the next one's turn

    def connect(self, greeted: bool = True, anew: bool = False, narrow: bool = False) -> FramedPeer:
        """Connect a client; if it is `greeted`, the greeting has been read when this returns.

        `anew` connects it to a new run of the program, so that nothing before can matter.
        `narrow` leaves little room for bytes that are not yet read (see `connect.connect`).
        Raises NotReachable, what ended the program, or Unseen if it was found nowhere before.
        """
        if self._address is None or anew:
            self._told = self.reserve()
            self._address = there = self.place.of(self._told)
            self._examination.start(self._told, stdin=None, policy=Policy(bind=(there[1], 0)))
        with self.finding(self._told):
            return self._connected(self._address, greeted, narrow)

    def connect_by_path(
        self, greeted: bool = True, anew: bool = False, narrow: bool = False
    ) -> FramedPeer:
        """Connect a client by a Unix-domain socket in the program's folder (see `connect`).

        A first run is told a relative path without a /, one `anew` an absolute one.
        Raises NotHere where this system has no such sockets, or Unseen, as `connect` does.
        """
        self.demand_place()
        if self._address is None or anew:
            path = prepare_for_socket(self._examination)
            self._address = path.outside
            policy = Policy(bind=(0,), unix="serve")
            told = path.inside if anew else PATH
            self._examination.start([told], stdin=None, policy=policy)
        return self._connected(self._address, greeted, narrow)

    def _connected(self, address: Address, greeted: bool, narrow: bool) -> FramedPeer:
        client = connect(self.scene, address, FramedPeer, narrow)
        client.speak(self._examination.dialect(Answers))
        self._clients.append(client)
        if greeted:
            known = self._examination.dialect(Greetings)
            client.pauses, self._owed = self._owed * PROMISED["answer"], 0
            client.pass_over_greeting(self._examination.passed("greets"), known)
        return client

    @contextmanager
    def telling_what_was_left(self, client: FramedPeer) -> Iterator[None]:
        """Have a client ask; where its answer is wrong, say if it is one to the client before as well."""
        before = self._clients[-2].last_said if len(self._clients) > 1 else b""
        try:
            yield
        except Mismatch as failure:
            if self._examination.passed("answers_a_frame"):
                told = of_left_over(before, client.last_said, client.came)
                failure.diagnosis = told or failure.diagnosis
            raise

    @contextmanager
    def telling_of_the_end(self) -> Iterator[None]:
        """Explain a silence in which the program is busy, after one of its clients has gone."""
        try:
            yield
        except NothingCame as failure:
            is_busy = any(stop.is_busy for stop in self._stops)
            in_turns = WAITS_IN_TURNS.search(self.scene.around.source)
            if is_busy and not failure.is_established and not in_turns:
                failure.diagnosis = gettext(NEVER_LOOKS)
            self.tell_what_holds_it(failure)
            raise

    def tell_what_holds_it(self, failure: NothingCame) -> None:
        """Explain a connection that is still open, although the program closes it and goes on."""
        goes_on = self._stops and all(stop.call == "accept" for stop in self._stops)
        source = self.scene.around.source
        if goes_on and CLOSES.search(source) and KEEPS_A_COPY.search(source):
            failure.diagnosis = " ".join(filter(None, [failure.diagnosis, gettext(HELD)]))

    def wait_to_be_let_go(self, client: FramedPeer, told: str) -> None:
        """Wait for the end of a connection; demand it if the program is known to close such ones.

        Raises NothingCame.
        """
        if not self._examination.passed("answers_after_half_close"):
            client.wait_for_end(ticks=TICKS_OF_QUIET)
            return
        try:
            client.expect_gone()
        except NothingCame as failure:
            failure.message = gettext("A client {told}. {what}", told=told, what=failure.message)
            raise

    @property
    def _stops(self) -> tuple[Stop, ...]:
        """Where the program stood after the last wait in vain."""
        return tuple(self.scene.moment.stops) if self.scene.moment else ()

    def close(self) -> None:
        """Give the clients' sockets back."""
        for client in self._clients:
            client.close()

    # ------------------------------------------------------------------ what can be seen of it

    @property
    def is_understood(self) -> bool:
        """Whether its answers are right, or are understood all the same."""
        passed = self._examination.passed("answers_a_frame")
        return passed or self._examination.dialect(Answers).is_heard

    def need_answers(self) -> None:
        """Demand that answers of this program can be judged. Raises Unseen."""
        if not self.is_understood:
            raise Unseen("answers_a_frame")

    def framed(self, message: bytes) -> bytes:
        """Give the frame of a message, as this program reads it."""
        return self._examination.dialect(Answers).reads.frame(message)

    def carried(self, message: bytes) -> bytes:
        """Give what of a message a frame of this program can carry: not what ends one, and not too much."""
        wanted = self._examination.dialect(Answers).wants
        return (message.replace(wanted, b"") if wanted else message)[: self.most]

    @property
    def answers_at_end(self) -> bool:
        """Whether it answers only when a client has closed its sending side."""
        return self._examination.dialect(Answers).at_end

    @property
    def most(self) -> int:
        """The most bytes that a frame can carry in this program's way."""
        known = self._examination.dialect(Answers)
        return min(known.reads.most, known.writes.lengths.most)

    @property
    def greets_somehow(self) -> bool:
        """Whether a greeting comes, right or wrong, when a client connects."""
        return self._examination.passed("greets") or bool(
            self._examination.dialect(Greetings).what
            and self._examination.dialect(Greetings).comes == "at once"
        )

    @contextmanager
    def _client_aside(self) -> Iterator[FramedPeer]:
        """Connect a client to a new run that is no part of the story (see `aside`)."""
        clients, address = len(self._clients), self._address
        try:
            with self.aside(), self.connect(anew=True) as client:
                yield client
        finally:
            del self._clients[clients:]
            self._address = address
