"""The command line: which command is meant, and one line for whatever goes wrong with it.

The exit statuses are those of `grader.usage.Status`.
"""

import argparse
import importlib
import os
import sys
import traceback
from collections.abc import Sequence
from typing import Any, NoReturn, Protocol, cast

from grader import commands, i18n, output
from grader.i18n import gettext, gettext_noop, ngettext
from grader.machine import UnfitMachine
from grader.renderers import columns
from grader.text import printable
from grader.usage import Status, WrongUse

# What argparse says in a call or a help. Its own gettext knows neither our catalogs nor --lang.
WORDS_OF_ARGPARSE = (
    gettext_noop("usage: "),
    gettext_noop("positional arguments"),
    gettext_noop("options"),
    gettext_noop("show this help message and exit"),
    gettext_noop("argument %(argument_name)s: %(message)s"),
    gettext_noop("unrecognized arguments: %s"),
    gettext_noop("the following arguments are required: %s"),
    gettext_noop("ambiguous option: %(option)s could match %(matches)s"),
    gettext_noop("invalid %(type)s value: %(value)r"),
    gettext_noop("ignored explicit argument %r"),
    gettext_noop("not allowed with argument %s"),
    gettext_noop("expected one argument"),
    gettext_noop("expected at most one argument"),
    gettext_noop("expected at least one argument"),
)


class Command(Protocol):
    """The interface that each file of `grader.commands` has."""

    NAME: str
    HELP: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, options: argparse.Namespace) -> Status: ...


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    output.prepare()
    vars(argparse).update(_=gettext, ngettext=ngettext)
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        name, rest = _language(words)
    except WrongUse as error:
        output.complain(printable(str(error)))
        return Status.WRONG_USE
    with i18n.speaking(name):
        return _status(rest)


def _language(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """Give the language to speak, and the words of the command line without it. Raises WrongUse.

    It is known before any other word is looked at, so that whatever is said is said in it.
    """
    asked, rest = _language_parser().parse_known_args(arguments)
    name: str | None = getattr(asked, "lang", None)
    if name is None:
        name = i18n.preferred()
        return (name if output.can_print(i18n.NAMES[name]) else i18n.SOURCE), rest
    if name not in i18n.LANGUAGES:
        raise WrongUse(
            gettext(
                "--lang {name}: the languages are {names}",
                name=repr(name),
                names=", ".join(i18n.LANGUAGES),
            )
        )
    return name, rest


def _language_parser() -> "_Parser":
    """Make the parser of the option that all commands have."""
    parser = _Parser(add_help=False, allow_abbrev=False)
    parser.add_argument(
        "--lang",
        default=argparse.SUPPRESS,
        metavar="LANGUAGE",
        help=gettext(
            "the language: {names} (default: your system's)", names=", ".join(i18n.LANGUAGES)
        ),
    )
    return parser


def _status(arguments: Sequence[str]) -> Status:
    """Run one command, and say in one line what went wrong with it."""
    try:
        return _run(arguments)
    except WrongUse as error:
        output.complain(printable(str(error)))
        return Status.WRONG_USE
    except UnfitMachine as error:
        output.complain(printable(str(error)))
        return Status.GRADER_FAILED
    except (Exception, KeyboardInterrupt) as error:
        if _is_interruption(error):
            output.complain(gettext("interrupted before anything was graded"))
            return Status.INTERRUPTED
        where = traceback.extract_tb(error.__traceback__)[-1]
        place = gettext(
            "{file}, line {line}", file=os.path.basename(where.filename), line=where.lineno
        )
        text = printable(f"{type(error).__name__}: {error} ({place})")
        output.complain(gettext("failed, which is our mistake: {error}", error=text))
        return Status.GRADER_FAILED


def _is_interruption(error: BaseException | None) -> bool:
    """Tell whether Ctrl-C is behind an error: what it interrupts may raise something else."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


def _run(arguments: Sequence[str]) -> Status:
    name = arguments[0] if arguments and arguments[0] in commands.NAMES else ""
    command = _command(name or commands.GRADE)
    parser = _Parser(
        prog=f"python -m grader {name}".rstrip(),
        description=gettext(command.HELP),
        has_commands=not name,
        parents=[_language_parser()],
    )
    command.add_arguments(parser)
    return command.run(parser.parse_args(arguments[1:] if name else arguments))


def _command(name: str) -> Command:
    # cast, since no type checker knows which module a name leads to
    return cast(Command, importlib.import_module(f"grader.commands.{name}"))


class _Parser(argparse.ArgumentParser):
    """A parser that raises WrongUse, and whose help may list the commands as well."""

    def __init__(self, *, has_commands: bool = False, **options: Any) -> None:
        super().__init__(formatter_class=_Help, **options)
        self._has_commands = has_commands

    def error(self, message: str) -> NoReturn:
        raise WrongUse(gettext("{error} (python -m grader --help tells more)", error=message))

    def print_help(self, file: object = None) -> None:
        output.show(self.format_help().rstrip())

    def format_help(self) -> str:
        text = super().format_help()
        if self._has_commands:
            rows = [_row(_command(name)) for name in commands.NAMES]
            heading = gettext("commands (each has a --help):")
            text += f"\n{heading}\n" + "\n".join(rows) + "\n"
        return text


class _Help(argparse.HelpFormatter):
    """A help whose lines are as wide as their columns are: Chinese takes two for a character."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        return columns.wrapped(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in columns.wrapped(text, width - len(indent)))


def _row(command: Command) -> str:
    """Give a command's line of the help, as wide and as indented as those of argparse."""
    indent = " " * 24
    width = columns.of_terminal() - 2 - len(indent)
    lines = columns.wrapped(gettext(command.HELP), max(width, 11))
    lead = f"  {command.NAME}"
    return f"\n{indent}".join([lead + indent[len(lead) :] + lines[0], *lines[1:]])
