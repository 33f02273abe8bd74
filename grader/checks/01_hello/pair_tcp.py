"""Unit 1 by TCP: a client says hello! to a server, which says hi."""

from collections.abc import Mapping

from grader.i18n import gettext
from grader.subjects.pairs import (
    Apart,
    Game,
    Pair,
    Run,
    Seen,
    Who,
    expect_connection,
    expect_end,
    expect_printed,
    no_answer,
)

HELLO, HI = b"hello!", b"hi"


class Greeting(Game):
    """The server prints hello!, the client prints hi, and both end with status 0."""

    server_input = b"\n"
    server_ends = True
    gathered: Mapping[Who, int] = {"client": len(HELLO), "server": len(HI)}

    def server_is_done(self, seen: Seen, printed: str) -> bool:
        """Tell whether the server has printed what the client said."""
        return HELLO.decode() in printed

    def expect_success(self, seen: Seen) -> None:
        """Demand both prints and both ends. Raises Apart."""
        (run,) = seen.runs
        expect_printed(run, [HI.decode()])
        expect_end(run)
        if HELLO.decode() not in seen.server_printed:
            raise Apart(gettext("The server did not print {text}.", text="hello!"), "server")
        if seen.server_status != 0:
            raise Apart(gettext("The server did not end with status 0."), "server")

    def look_at_the_wire(self, run: Run, seen: Seen) -> None:
        """Demand hello! and nothing else, then hi and the end. Raises Apart."""
        connection = expect_connection(run)
        hello, hi = connection.said("client"), connection.said("server")
        if connection.order and connection.order[0][0] == "server":
            raise Apart(gettext("The server did not wait for the client to speak."), "server")
        if hello != HELLO:
            raise Apart(
                gettext("The client sent other bytes than it must."), "client", HELLO, hello
            )
        if hi != HI and HI.startswith(hi):
            raise no_answer(
                run, connection.has_left("server"), gettext("The server did not answer.")
            )
        if hi != HI:
            raise Apart(gettext("The server sent other bytes than it must."), "server", HI, hi)
        if not connection.has_left("server") and run.is_waiting:
            raise Apart(gettext("The server answered and did not close the connection."), "server")


PAIR = Pair("tcp_client", "tcp_server", "tcp", Greeting)
