"""The request of a learner's web client, as it came: any bytes, looked at one rule at a time."""

import re
from dataclasses import dataclass

from grader.failures.diagnosis.asked import BARE_ENDS, NO_END, of_host, of_request_line
from grader.failures.errors import Mismatch
from grader.i18n import gettext
from grader.text import clipped

BLANK_LINE = re.compile(rb"\r?\n\r?\n")
SHOWN = 40  # bytes


@dataclass(frozen=True)
class Asked:
    """What a client sent as its request, up to a blank line or as far as it came."""

    data: bytes

    @property
    def has_an_end(self) -> bool:
        """Whether a blank line ends it."""
        return BLANK_LINE.search(self.data) is not None

    @property
    def hosts(self) -> list[str]:
        """The values of its Host headers."""
        head = BLANK_LINE.split(self.data, maxsplit=1)[0].decode("latin-1")
        fields = (line.partition(":") for line in re.split(r"\r?\n", head)[1:])
        return [value.strip() for name, _, value in fields if name.lower() == "host"]

    def demand_line(self, right: str) -> None:
        """Demand this request line, and line ends as they should be. Raises Mismatch."""
        line, end, _ = self.data.partition(b"\n")
        came = line.removesuffix(b"\r").decode("utf-8", "replace")
        if came != right:
            raise Mismatch(
                gettext("Your program's request line is not the right one."),
                expected=right,
                received=came,
                diagnosis=of_request_line(right, came),
            )
        if not self.has_an_end:
            raise Mismatch(
                gettext("Your program's request does not come to its end."),
                expected=b"\r\n\r\n",
                received=self.data[-SHOWN:],
                diagnosis=gettext(NO_END),
            )
        if not (line + end).endswith(b"\r\n") or b"\r\n\r\n" not in self.data:
            raise Mismatch(
                gettext("The lines of your program's request do not end in \\r\\n."),
                expected=right.encode() + b"\r\n",
                received=self.data[: len(line) + SHOWN],
                diagnosis=gettext(BARE_ENDS),
            )

    def demand_host(self, right: str) -> None:
        """Demand one Host header with this value. Raises Mismatch."""
        hosts = self.hosts
        if hosts == [right]:
            return
        shown = ", ".join(f"Host: {host}" for host in hosts)
        raise Mismatch(
            gettext("Your program's request does not have the right Host.")
            if hosts
            else gettext("Your program's request has no Host."),
            expected=f"Host: {right}",
            received=clipped(shown, 300) or gettext("(none)"),
            diagnosis=of_host(right, hosts),
        )
