"""Learners' UDP programs, as scripts that are given HOST and PORT."""

import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress

from grader.failures.diagnosis import texts
from grader.failures.diagnosis.first_contact import of_address, of_wrong_kind
from grader.failures.ended import ended_early, of_silent_handlers, trace_of
from grader.failures.errors import (
    Failure,
    Mismatch,
    NothingCame,
    NotPrinted,
    NotReachable,
    ProgramEnded,
)
from grader.i18n import gettext, gettext_noop
from grader.jail.policy import Policy
from grader.peers import sockets
from grader.peers.decoys import Decoys
from grader.peers.ports import MANY_ADDRESSES
from grader.peers.scene import TICK
from grader.peers.udp import Address, Stranger, UdpListener, UdpPeer
from grader.peers.whereabouts import of_other_sender, shown
from grader.subjects.base import Examination, first_out_of_turn, pattern_of
from grader.subjects.places import Addressed, Place
from grader.subjects.words import as_shown
from grader.text import clipped, end_of

DEFAULT_PORT = 8080  # of the stubs
TO_BIND = 2.0  # seconds
MOST_SHOWN = 300  # characters of a client's input
RUN = "server"  # the name by which a server goes on (see Examination.go_on)
NOT_HERE = gettext_noop(
    "Does your program send to the HOST and PORT of its command line? The grader cannot see here what goes to other addresses."
)
REFUSED = gettext_noop(
    "Your program sent to an address where nobody is. Somebody is at the HOST and PORT of its command line: use these."
)


class UdpProgram(Addressed):
    """A learner's program with UDP sockets."""

    def __init__(self, examination: Examination) -> None:
        super().__init__(examination)
        self._printed: list[str] = []  # what this run was seen to print, of what was asked for

    def expect_printed(self, text: str, *as_good: str) -> None:
        """Demand that `text` is printed to standard output, at the latest after a SIGTERM.

        Raises Mismatch where it is known what was printed instead, otherwise NotPrinted.
        """
        try:
            super().expect_printed(text, *as_good)
        except NotPrinted as missing:
            printed = self.program.stdout.text
            found = texts.of_printed(text, printed, self.program.stderr.text)
            found = found or texts.of_lost_characters(text, printed, self.scene.around.source)
            found = found or self.otherwise_printed()
            if found is None:
                raise
            expected, received = texts.where_it_ends(text, printed) or (text, missing.received)
            raise Mismatch(
                missing.message, expected=expected, received=received, diagnosis=found
            ) from None
        self._printed.append(text)

    def expect_printed_by_lines(self, text: str) -> None:
        """Demand that each line of `text` is printed, as it is or as Python shows it.

        Raises as `expect_printed` does.
        """
        lines = [(line, *as_shown(line)) for line in text.splitlines()]
        if not self._comes(
            lambda printed: all(any(map(printed.__contains__, forms)) for forms in lines)
        ):
            self.expect_printed(text, *as_shown(text))
        self._printed.append(text)

    def expect_printed_in_order(self, texts: Sequence[str]) -> None:
        """Demand that these texts, all of which were printed, stand in this order.

        One that is there more than once has to be printed so often. Raises Mismatch.
        """
        if self._comes(lambda printed: first_out_of_turn(texts, printed) is None):
            return
        printed = self.program.stdout.text
        text = texts[first_out_of_turn(texts, printed) or 0]
        is_rare = len(pattern_of(text).findall(printed)) < texts.count(text)
        if is_rare:
            raise self._not_again(text, ", ".join(clipped(each, 30) for each in texts))
        raise Mismatch(
            gettext("Your program printed what had come in another order."),
            expected=", ".join(clipped(each, 30) for each in texts),
            received=end_of(printed, 200),
            diagnosis=gettext("Print the texts in the order in which they come."),
        )

    def _not_again(self, text: str, expected: str) -> Mismatch:
        """Make the failure for a text that came more than once, and was not printed so often."""
        return Mismatch(
            gettext(
                "Your program did not print {text} again, which had come before.",
                text=clipped(text, 60),
            ),
            expected=expected,
            received=end_of(self.program.stdout.text, 200),
            diagnosis=gettext("Print each text that comes, even if the same text came before."),
        )

    def expect_printed_often(self, text: str, times: int) -> None:
        """Demand that a text, which was printed, is printed so many times. Raises Mismatch."""
        if not self._comes(lambda printed: printed.count(text) >= times):
            expected = gettext("{text}, {times} times", text=clipped(text, 60), times=times)
            raise self._not_again(text, expected)

    def otherwise_printed(self) -> str | None:
        """Tell what else is known about a text that was not printed, or None."""
        if self._printed:
            return gettext("The text before it was printed, and this one was not.")
        return None

    def of_silent_end(self, what: str) -> str | None:
        """Say what it was that ended by itself, if it was no exception that ended the program."""
        if self.program.status != 0 or trace_of(self.program) is not None:
            return None
        unseen = of_silent_handlers(self.scene.around.source, where_it_receives=True)
        return f"{what} {unseen}" if unseen else what


class UdpServer(UdpProgram):
    """A learner's UDP server; `client` starts it when it is first called."""

    does = "receives datagrams at"

    def __init__(self, examination: Examination) -> None:
        super().__init__(examination)
        self._told: Address | None = None
        self._clients: list[UdpPeer] = []

    @property
    def address(self) -> Address:
        """The address that the server binds, HOST and PORT as a rule; the first use starts it.

        A run that goes on is not started again.

        Raises Unseen if the server was found nowhere before.
        """
        if self._told is None:
            if program := self._examination.go_on(RUN):
                _, host, port, *_ = program.command
                self._told = host, int(port)
            else:
                self._told = self.reserve()
                self._run(self._told)
        return self.place.of(self._told)

    def _run(self, told: Address) -> None:
        """Start the server, which is told this address, and what `_more_arguments` gives."""
        # TCP is allowed there, so that a server that listens by it is found out
        policy = Policy(sockets="udp", bind=(told[1],))
        self._examination.start([*told, *self._more_arguments()], stdin=None, policy=policy)

    def _more_arguments(self) -> Sequence[str]:
        """Give what stands behind HOST and PORT on the command line, and make what it names."""
        return ()

    def send_first(self, data: bytes) -> UdpPeer:
        """Send the first datagram of all, and give the client; learn where the server is instead.

        Raises NotReachable, or what ended the program.
        """
        client = self.client()
        with self.finding(self.address):
            client.send(data)
        return client

    def look_for_answers(self, failure: NotReachable, request: bytes) -> Address | None:
        """Ask where the program was found instead; learn that it is there if it answers.

        Gives the sender of the answer.
        """
        if failure.found is None:
            return None
        told, host = self.address, self._examination.ports.host()
        probe = gettext("then the grader asked at the address where its socket is:")
        with (
            self.scene.probe(probe),
            closing(UdpPeer(self.scene, host, failure.found)) as client,
            suppress(Failure),
        ):
            client.send(request)
            _, sender = client.receive(gettext("an answer"))
            self.learn_place(failure.found, told)
            return sender
        return None

    def start_anew(self) -> None:
        """Have the next client start another run of the server, at another address.

        Where its runs go on it meets the same one, for which it is somebody new.
        """
        self.close()
        self._clients.clear()
        self._printed.clear()
        self._told = None

    def client(self, name: str = "", host: str | None = None, port: int = 0) -> UdpPeer:
        """Make a client at this address; without one it gets an address of its own."""
        server = self.address
        # from another address than the server's own, so that printing HOST is not enough
        host = host or self._examination.ports.host()
        peer = UdpPeer(self.scene, host, server, name, port, self._clients)
        self._clients.append(peer)
        return peer

    def wait_until_bound(self) -> None:
        """Give the server time to bind its socket, where the system tells of that."""
        end = time.monotonic() + TO_BIND
        while not (
            self.program.ended or sockets.is_taken(self.scene.network, "UDP", self.address[1])
        ):
            if time.monotonic() > end:
                break
            self.scene.turn(time.monotonic() + TICK)

    def expect_own_address(self, sender: Address) -> None:
        """Demand that an answer came from the address that was asked. Raises Mismatch."""
        if sender == self.address:
            return
        raise Mismatch(
            gettext("The answer came from another address than the one that was asked."),
            expected=gettext("an answer from {address}", address=shown(self.address)),
            received=gettext("an answer from {address}", address=shown(sender)),
            diagnosis=of_other_sender(self.scene, sender, self.address),
        )

    def lives_on(self, seconds: float, since: float) -> bool:
        """Let nobody speak until `seconds` after `since`, a time of time.monotonic().

        Tells whether the server is still there.
        """
        self.scene.transcript.step(gettext("for {seconds} seconds nobody spoke", seconds=seconds))
        end = since + seconds
        while time.monotonic() < end and not self.program.ended:
            self.scene.turn(end)
        return not self.program.ended

    def keep_silent(self, seconds: float, since: float) -> None:
        """Let nobody speak, as `lives_on` does. Raises ProgramEnded if the server ends meanwhile."""
        if not self.lives_on(seconds, since):
            when = gettext("while nobody spoke to it: a server goes on until it is stopped")
            if any(each.sent for each in self._clients):
                when = gettext(
                    "after the last datagram, while nobody spoke to it: a server goes on until it is stopped"
                )
            ended = ended_early(self.program, when)
            if isinstance(ended, ProgramEnded):
                ended.diagnosis = self.of_silent_end(
                    gettext(
                        "It came to its end in less than {seconds} seconds, and no error left it.",
                        seconds=seconds,
                    )
                )
            raise ended

    def close(self) -> None:
        """Give the clients' sockets back."""
        for client in self._clients:
            client.close()


class UdpClient(UdpProgram):
    """A learner's UDP client, and the server that it talks to."""

    does = "sends to"

    def __init__(self, examination: Examination) -> None:
        super().__init__(examination)
        self._told = examination.ports.reserve()
        self._address = examination.dialect(Place).of(self._told)
        self._server = UdpListener(self.scene, self._address)
        self._lines: list[str] = []  # of its input
        self._astray: bytes | None = None  # a datagram of it that came to another address
        self._strangers: list[Stranger] = []

    def start(self, text: str) -> None:
        """Start the client with this standard input, and throw away datagrams of an earlier run.

        Raises Unseen if it was seen to send nothing before.
        """
        self.demand_place()
        self._examination.end()
        self._server.forget()
        self._lines = text.splitlines()
        self._printed.clear()
        self._launch(text)

    def _launch(self, text: str) -> None:
        """Run the program on this text, which is its input."""
        half = MOST_SHOWN // 2
        shown = text if len(text) <= MOST_SHOWN else f"{text[:half]}…{text[-half:]}"
        self.scene.transcript.step(gettext("its input {text!r}", text=shown))
        self._run(self._told, text)

    def _run(self, arguments: Sequence[str | int], stdin: str) -> None:
        # TCP is allowed there, so that a client that uses it is found out
        policy = Policy(sockets="udp", connect=(self._address[1],))
        self._examination.start(arguments, stdin=stdin.encode(), policy=policy)

    def receive(self, what: str) -> bytes:
        """Take the next datagram. Raises NothingCame or what ended the program."""
        return self._server.receive(what)

    def answer(self, text: str) -> None:
        """Answer the sender of the last datagram."""
        self._server.answer(text.encode())

    def answer_each(self, text: str, times: int) -> None:
        """Answer the sender of the last datagram so many times."""
        self._server.answer_each(text.encode(), times)

    def start_and_expect_any_datagram(self, text: str) -> bytes:
        """Start the client with this input, and take a datagram, whatever is in it. Raises NothingCame or what ended the program.

        Looks as well at where a client may send it that does not use HOST and PORT.
        """
        try:
            with self._decoys() as decoys:
                self.start(text)
                return self._first_datagram(decoys)
        except (NothingCame, ProgramEnded, Mismatch) as nothing:
            self._astray = self._astray or self.look_for_calls(
                self._told, lambda: self.start(text), nothing, by_udp=True
            )
            raise

    def _first_datagram(self, decoys: Decoys) -> bytes:
        try:
            return self.receive(gettext("a datagram to {address}", address=shown(self._told)))
        except (NothingCame, ProgramEnded) as nothing:
            nothing.diagnosis = self._of_lost_datagram(decoys) or nothing.diagnosis
            if trace_of(self.program) is None:
                nothing.diagnosis = nothing.diagnosis or gettext(NOT_HERE)
            if self._was_refused():
                raise Mismatch(nothing.message, diagnosis=gettext(REFUSED)) from None
            raise

    def _was_refused(self) -> bool:
        """Tell whether the program ended since nobody was there where it sent something."""
        trace = trace_of(self.program) if self.program.ended else None
        return trace is not None and trace.exception == "ConnectionRefusedError"

    @contextmanager
    def _decoys(self) -> Iterator[Decoys]:
        host, port = self._told
        # addresses that hardly a right client binds, since they are a server's; in a network of its
        # own it is looked for there only when it has failed
        udp = [("127.0.0.1", port), ("127.0.0.1", DEFAULT_PORT), (host, DEFAULT_PORT)]
        udp = [] if self.scene.network.is_own else udp
        with closing(Decoys(self.scene.network, udp, tcp=[self._told])) as decoys:
            yield decoys

    def _of_lost_datagram(self, decoys: Decoys) -> str | None:
        if decoys.connection():
            told = gettext("Your program made a TCP connection to HOST and PORT.")
            kind = of_wrong_kind(self.scene.around.source, "udp")
            return f"{told} {kind or gettext('A UDP socket is one of SOCK_DGRAM.')}"
        astray = decoys.datagram()
        if astray and self._is_of_the_input(astray[1]):
            self._astray = astray[1]
            self.learn_place(astray[0], self._told)
            return self._of_address(gettext("sent a datagram to"), astray[0])
        for held in sockets.held(self.scene):
            if held.kind == "UDP" and held.remote and held.remote != self._told:
                return self._of_address(gettext("has a socket that is connected to"), held.remote)
        return None

    def _of_address(self, does: str, used: Address) -> str:
        return of_address(does, shown(used), self._told, self.scene.around)

    def _is_of_the_input(self, data: bytes) -> bool:
        return any(line and line.lower().encode() in data.lower() for line in self._lines)

    # -------------------------------------------------------------- strangers

    def other_addresses(self) -> Iterator[Address]:
        """Yield another port of the server's host, and its port on other hosts if there are some.

        One of them is written like the server's and a digit more, one with its last digit less,
        if these are hosts.
        """
        host, port = self._address
        yield host, 0
        if not MANY_ADDRESSES:
            return
        yield self._examination.ports.longer_host(host), port
        if not host[:-1].endswith("."):
            yield host[:-1], port

    def stranger(self, host: str, port: int) -> Stranger:
        """Make a stranger, who sends from this address."""
        stranger = Stranger(self.scene, host, port)
        self._strangers.append(stranger)
        return stranger

    def close(self) -> None:
        """Give all sockets back."""
        self._server.close()
        for stranger in self._strangers:
            stranger.close()
