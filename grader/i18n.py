"""What is said, in the user's language: English, which is the source, or Simplified Chinese.

    gettext("Line {line} raised {name}.", line=12, name="ValueError")
    ngettext("{number} byte", "{number} bytes", 3)

The first argument is the English text, a whole sentence or a label. Another language may put the
fields in another order, so no sentence is glued together from translated pieces. Text that came
from a program is a field and is never translated. A table that is made before the language is
known holds `gettext_noop("…")`, which only marks a text; who shows it says `gettext(text)`.

The catalogs are those of gettext: `messages` for what the code says, `course` for the titles
and hints of the checks, whose English is in their docstrings. `python -m grader.locale` keeps
them up to date.

The language is one of the whole process. The user's own is found once; a job brings that of
its report along to whichever process judges it.
"""

import gettext as catalogs
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

NAMES = {"en": "English", "zh": "中文"}  # each in the language itself; the first is the source
LANGUAGES = tuple(NAMES)
SOURCE = LANGUAGES[0]
LOCALE = Path(__file__).parent / "locale"

_language = SOURCE


def language() -> str:
    """Give the language that is spoken now."""
    return _language


def use(name: str) -> None:
    """Speak this language from now on. Raises ValueError for one that is not known."""
    global _language
    if name not in LANGUAGES:
        raise ValueError(f"{name!r} is none of {', '.join(LANGUAGES)}")
    _language = name


@contextmanager
def speaking(name: str) -> Iterator[None]:
    """Speak this language until the block ends. Raises ValueError for one that is not known."""
    before = _language
    use(name)
    try:
        yield
    finally:
        use(before)


def preferred(environment: Mapping[str, str] = os.environ) -> str:
    """Give the language that the user's environment asks for, as gettext(1) reads it; else English."""
    locale = next(filter(None, (environment.get(n) for n in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    wanted = [locale]
    if locale.partition(".")[0] not in ("", "C", "POSIX"):  # there LANGUAGE does not count
        wanted = [*filter(None, environment.get("LANGUAGE", "").split(":")), locale]
    for each in wanted:
        name = each[:2].lower()
        if name in LANGUAGES and not each[2:3].isalnum():
            return name
    return SOURCE


def gettext(message: str, /, **fields: object) -> str:
    """Give the message in the language that is spoken, with these fields filled in."""
    return _filled(_said("messages", message), fields)


def ngettext(one: str, many: str, number: int, /, **fields: object) -> str:
    """Give the message for this number of things, which is its field `number`."""
    text = _catalog("messages", _language).ngettext(one, many, number)
    return _filled(text, {"number": number, **fields})


def gettext_noop(message: str) -> str:
    """Mark a message that is translated where it is shown."""
    return message


def of_course(text: str) -> str:
    """Give a title or a hint of the course in the language that is spoken."""
    return _said("course", text)


def _said(domain: str, text: str) -> str:
    return _catalog(domain, _language).gettext(text) if text else ""  # gettext has its head there


def _filled(text: str, fields: Mapping[str, object]) -> str:
    """Fill the fields in; a text without any may hold braces."""
    return text.format_map(fields) if fields else text


@cache
def _catalog(domain: str, name: str) -> catalogs.NullTranslations:
    if name == SOURCE:
        return catalogs.NullTranslations()
    return catalogs.translation(domain, LOCALE, [name])
