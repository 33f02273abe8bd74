"""The hosts file that a DNS server is given: names and addresses that no program can guess."""

import re
from collections.abc import Callable, Sequence

from grader.dice import Dice
from grader.i18n import gettext, ngettext
from grader.peers.dns.faults import Known
from grader.peers.dns.messages import shown_address
from grader.subjects.words import word_from
from grader.text import clipped, joined

LONGEST_LINE = 100  # characters that are shown


class Hosts:
    """A hosts file, line by line, and what it says."""

    def __init__(self, dice: Dice) -> None:
        self._dice, self._word = dice, word_from(dice)
        self._names: dict[str, list[bytes]] = {}  # in lower case
        self.lines: list[str] = []
        self.last_line_end = "\n"

    @property
    def known(self) -> Known:
        """What the file says."""
        return Known(self._names)

    @property
    def text(self) -> str:
        """The file."""
        return "\n".join(self.lines) + self.last_line_end

    def new_name(self) -> str:
        """Make a name that is not in the file."""
        return f"{self._word(6)}.{self._word(4)}"

    def new_address(self) -> str:
        """Make an address that is not in the file, read from either end."""
        taken = self.known.addresses
        while True:
            numbers = bytes(self._dice.sample(range(1, 255), 4))
            if numbers not in taken and numbers[::-1] not in taken:
                return shown_address(numbers)

    def name(self, addresses: int = 1) -> str:
        """Put a new name with so many addresses into the file, each in a line; give the name."""
        name = self.new_name()
        for _ in range(addresses):
            self.line("{} {}", name)
        return name

    def line(self, form: str, *names: str, address: str = "") -> None:
        """Put a line into the file: a form that an address, or a new one, fills first, then the names."""
        address = address or self.new_address()
        self.lines.append(form.format(address, *names))
        for name in names:
            self._names.setdefault(name.lower(), []).append(bytes(map(int, address.split("."))))

    def _spellings(self, name: str) -> dict[str, str]:
        """Give the lines in which a name stands, and its letters there."""
        whole = re.compile(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])", re.IGNORECASE)
        return {line: found[0] for line in self.lines if (found := whole.search(line))}

    def told_of(self, name: str) -> str:
        """Tell in words what stands in the file of this name."""
        lines = [clipped(repr(line), LONGEST_LINE) for line in self._spellings(name)]
        if not lines:
            return gettext("HOSTS_FILE has no line with {name}", name=name)
        return ngettext(
            "HOSTS_FILE has the line {lines}",
            "HOSTS_FILE has the lines {lines}",
            len(lines),
            lines=joined(lines),
        )

    def told_of_letters(self, name: str) -> str:
        """Tell in which letters the file has this name, if it has it in others only."""
        spellings = set(self._spellings(name).values())
        if not spellings or name in spellings:
            return ""
        return gettext(
            "In HOSTS_FILE the name stands as {spellings}.", spellings=joined(sorted(spellings))
        )

    def told_of_spellings(self, name: str) -> str:
        """Tell in which letters the file has this name, if it has it in different ones."""
        spellings = sorted(set(self._spellings(name).values()))
        if len(spellings) < 2:
            return ""
        return gettext(
            "In HOSTS_FILE the name stands as {spellings}: that is one name.",
            spellings=joined(spellings),
        )


def fatal_line(lines: Sequence[str], ends_with: Callable[[Sequence[str]], bool]) -> str | None:
    """Find the first line that ends a program; `ends_with` tells whether these lines do.

    None if they do not, or if it takes none of them.
    """
    if not ends_with(lines):
        return None
    fine, fatal = 0, len(lines)  # so many lines
    while fatal - fine > 1:
        middle = (fine + fatal) // 2
        fine, fatal = (fine, middle) if ends_with(lines[:middle]) else (middle, fatal)
    return None if fatal <= 1 and ends_with([]) else lines[fatal - 1]
