"""How the import of a learner's module, or a call of its function, came to no good end."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.failures.diagnosis import raised
from grader.failures.diagnosis.death import Around
from grader.failures.diagnosis.deaths import of_death
from grader.i18n import gettext, gettext_noop
from grader.text import clipped

LONGEST_REASON = 120  # characters of what ended an import

# How an import was stopped, by the word that the program's process has for it.
STOPPED = {
    "endless": gettext_noop(
        "The import of {file} had not come to its end and was stopped in line {line}."
    ),
    "talkative": gettext_noop(
        "The import of {file} printed more than 256 KiB and was stopped in line {line}."
    ),
}


def stopped(kind: str, file: str, line: int) -> str:
    """Say how the import of this file was stopped, which is one of STOPPED, and in which line."""
    return gettext(STOPPED[kind], file=file, line=line)


@dataclass(frozen=True)
class Death:
    """An exception as the learner's process tells of it."""

    kinds: Sequence[str]
    text: str = ""
    inside: str = ""
    signature: str = ""
    file: str = ""
    traceback: str = ""
    line: int | None = None  # of the module, if it was the import that it ended
    statement: str = ""  # what stands in the last line of the learner's

    @property
    def name(self) -> str:
        """The name of its class as Python shows it."""
        return self.kinds[0] if self.kinds else gettext("an exception")

    @property
    def told(self) -> str:
        """The exception in a line."""
        return f"{self.name}: {self.text}" if self.text else self.name

    def exception(self, arguments: int) -> raised.Death:
        """Give what its meaning is found by."""
        name = self.name.rpartition(".")[2]
        return raised.Death(name, self.text, self.inside, self.statement, self.signature, arguments)

    def meaning(self, around: Around) -> str | None:
        """Tell what such an exception usually means wherever it is raised, or None."""
        told = (
            of_death(kind, self.text, self.statement, around, self.inside) for kind in self.kinds
        )
        return next(filter(None, told), None)

    def of_import(self, file: str) -> str:
        """Say that it ended the import of this file."""
        if self.line and raised.is_refused_at_import(self.text):
            return gettext(
                "The import of {file} ended in line {line} with {exception}: a request was made from there, and no request is answered during the import.",
                file=file,
                line=self.line,
                exception=self.name,
            )
        told = clipped(self.told, LONGEST_REASON).rstrip(".")
        if self.line:
            return gettext(
                "The import of {file} ended in line {line} with {exception}.",
                file=file,
                line=self.line,
                exception=told,
            )
        return gettext("The import of {file} ended with {exception}.", file=file, exception=told)
