"""Learners' web clients, scripts that are given a URL: how they come, and what they ask for."""

from collections.abc import Iterator
from contextlib import contextmanager

from grader.failures.errors import (
    ConnectionEnded,
    Failure,
    NothingCame,
    Unseen,
)
from grader.i18n import gettext
from grader.jail.policy import Policy
from grader.peers.http.asked import Asked
from grader.peers.http.asker import WebPeer
from grader.peers.tcp.connect import TcpListener
from grader.subjects.page_ways import (
    Arriving,
    Asking,
)
from grader.subjects.places import Addressed


class PageVisits(Addressed):
    """A learner's web client; `visit` starts it with a URL and gives the server's side."""

    rule, does = "connects", "calls"
    host = ""  # and port, of the last URL

    def accept(self, target: str = "/") -> WebPeer:
        """Start the client with the URL of this target, and take its connection.

        Raises NotReachable, what ended the program, or Unseen if it called nobody before.
        """
        told = self.reserve()
        address = self.place.of(told)
        policy = Policy(connect=(address[1],), bind=(0,))
        self.host = f"{told[0]}:{told[1]}"

        def start() -> None:
            self._examination.start([f"http://{self.host}{target}"], stdin=b"\n", policy=policy)

        with (
            self.finding_its_calls(told, start),
            TcpListener(self.scene.network, address, WebPeer) as listener,
        ):
            start()
            return listener.accept(self.scene)

    @contextmanager
    def visit(self, target: str = "/") -> Iterator[WebPeer]:
        """Have the client ask for this target, in whichever way it asks.

        Raises what `accept` does, and Unseen if it is known to ask nothing.
        """
        with self._asked(target) as (server, _):
            server.heads_alone = self._examination.dialect(Arriving).heads_alone
            yield server

    @contextmanager
    def _asked(self, target: str) -> Iterator[tuple[WebPeer, Asked]]:
        way = self._examination.dialect(Asking).way
        if way == "never":
            raise Unseen("asks_for_the_page")
        with self.accept(target) as server:
            yield server, server.hear_request(has_an_end=way == "by the rules")

    # ------------------------------------------------------------------ how it asks

    def expect_request(self, server: WebPeer, target: str) -> None:
        """Demand a request for this target; learn how the client asks otherwise. Raises a Failure."""
        asked = server.hear_request()
        if not asked.data:
            self._examination.learn(Asking("never"))
            raise self._silence(server)
        if not asked.has_an_end:
            self._examination.learn(Asking("without an end"))
        asked.demand_line(f"GET {target} HTTP/1.1")

    def _silence(self, server: WebPeer) -> Failure:
        told = gettext(
            "In HTTP it is the client who speaks first: it sends its request as soon as it is connected."
        )
        if server.end is None:
            return NothingCame(gettext("Your program connected, and sent nothing."), diagnosis=told)
        if server.end == "reset":
            return ConnectionEnded(
                gettext("Your program reset the connection, and had sent nothing.")
            )
        return ConnectionEnded(gettext("Your program closed the connection, and had sent nothing."))

    def expect_host(self, target: str) -> None:
        """Start the client with this target, and demand the right Host. Raises Mismatch, or as `visit`."""
        with self._asked(target) as (_, asked):
            asked.demand_host(self.host)
