"""Runs the doctests of a page, one session after the other, in a process of its own.

Each line of standard input is a session as JSON; a line of JSON answers it: what went wrong,
or "". All sessions share their names, as in one interpreter that stays open.
"""

import doctest
import io
import json
import re
import sys


def matches(shown: str, got: str) -> bool:
    """Tell whether output is as a page shows it: there “…” stands for anything.

    Alone in a line it stands for any number of lines, and elsewhere for a part of its line.
    """
    return re.fullmatch(_pattern(shown), _tidy(got)) is not None


def _pattern(shown: str) -> str:
    pattern = ""
    for line in _tidy(shown).splitlines():
        if line.strip() == "…":
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*?".join(map(re.escape, line.split("…"))) + r"\n"
    return pattern


def _tidy(text: str) -> str:
    """Give the text without blanks at the ends of lines and empty lines at its ends."""
    lines = [line.rstrip() for line in text.replace("\r", "").split("\n")]
    text = "\n".join(lines).strip("\n")
    return f"{text}\n" if text else ""


class Checker(doctest.OutputChecker):
    """What doctest takes for the same, and what a page shows with “…”."""

    def check_output(self, want: str, got: str, optionflags: int) -> bool:
        return super().check_output(want, got, optionflags) or matches(want, got)


def failures(session: str, names: dict[str, object]) -> str:
    """Run one session with these names, and add its own to them; give what went wrong."""
    test = doctest.DocTestParser().get_doctest(session, names, "page", None, None)
    test.globs = names  # the parser has made a copy
    report = io.StringIO()
    runner = doctest.DocTestRunner(Checker(), verbose=False, optionflags=doctest.ELLIPSIS)
    runner.run(test, out=report.write, clear_globs=False)
    return report.getvalue()


if __name__ == "__main__":
    sys.path[0] = ""  # the examples of a page import each other, and nothing of ours
    known: dict[str, object] = {"__name__": "__main__"}
    answers = sys.stdout
    for line in sys.stdin:
        print(json.dumps(failures(json.loads(line), known)), file=answers, flush=True)
