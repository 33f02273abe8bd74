"""The status of an answer, as learners' web clients tell it, or tell it in the wrong place."""

import re

from grader.i18n import gettext
from grader.launch.program import Program

LINE_END = re.compile(r"[\r\n]")


def where_it_is(code: int, reason: str, said: str, program: Program) -> str:
    """Say where the status and the reason of an answer are, if not in a line of standard error."""
    written = program.stdout.text
    if str(code) in said and reason in said:
        return gettext("Both are there, and not in one line.")
    if str(code) in said:
        first = re.escape(reason.split()[0])
        if any(re.search(rf"{code}\b.*\b{first}\b", line) for line in LINE_END.split(said)):
            return gettext(
                "The status is there, and only the first word of the reason: a reason may have several words, and goes to the end of the line."
            )
        return gettext(
            "The status is there, and the reason is not: it is the rest of the status line, in the server's own words."
        )
    if reason in said:
        return gettext("The reason is there, and the status is not.")
    if str(code) in written and reason in written:
        return gettext(
            "They stand on standard output, where only the body belongs: print(…, file=sys.stderr) writes to standard error."
        )
    if "Traceback" in said:
        return gettext("On standard error stands an exception that does not name them.")
    if program.status == 0:
        return gettext(
            "It ended with status 0 as well, as after a good answer. Only an answer with 2xx is one, and this one has {code}.",
            code=code,
        )
    return gettext(
        "The person who runs it should learn why: print(status, reason, file=sys.stderr)."
    )


def of_status(code: int, status: int | None) -> str | None:
    """Say what is wrong with this exit status after an answer with this code, if that is clear."""
    if status == 0:
        return gettext("Other programs see the status alone: 0 means that all was well.")
    if status == code % 256:
        return gettext(
            "An exit status has eight bits: of {code} the system keeps {kept}.",
            code=code,
            kept=code % 256,
        )
    return gettext("Here it should be 1 after every answer that is not 2xx, whatever its status.")
