"""Brings the catalogs up to date with the code and the checks: `python -m grader.locale`.

Each message that is new gets an entry without a translation, which is to be filled in by hand;
what nobody says any more goes. Then the .po files are compiled to the .mo files that gettext
reads, and the entries that wait for a translation are listed. A test holds that nothing is left.
Sections of translated pages that do not say from which English text they come get a stamp that
does (`grader.course.translations`).
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from grader.course import checks, layout, translations
from grader.i18n import LANGUAGES, LOCALE, SOURCE

PACKAGE = Path(__file__).parent.parent
SAYING = {
    "gettext": 1,
    "gettext_noop": 1,
    "ngettext": 2,
}  # how many of a call's first arguments are messages
NAMES = (ast.Name, ast.Attribute, ast.Subscript)  # what gives a text that a table holds
# A message, or one and its plural; and where it stands
Found = tuple[str | tuple[str, str], str]


def messages() -> Iterator[Found]:
    """Yield each message of the code. Raises ValueError for one that is put together there.

    A name for a text stands where a table's text is shown: the table has marked it.
    """
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.name == "i18n.py":
            continue
        place = path.relative_to(PACKAGE.parent).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or _is_shown_from_a_table(node):
                continue
            if number := SAYING.get(getattr(node.func, "id", "")):
                yield _message(node, number, place), place


def _is_shown_from_a_table(call: ast.Call) -> bool:
    """Tell whether what it says stands nowhere in the call: where it stands, it was marked."""
    if not call.args or isinstance(call.args[0], NAMES):
        return bool(call.args)
    return not any(
        isinstance(part, ast.JoinedStr | ast.BinOp)
        or (isinstance(part, ast.Constant) and part.value)
        for part in ast.walk(call.args[0])
    )


def _message(call: ast.Call, number: int, place: str) -> str | tuple[str, str]:
    texts = [each.value for each in call.args[:number] if isinstance(each, ast.Constant)]
    plain = [text for text in texts if isinstance(text, str)]
    if len(plain) < number:
        raise ValueError(f"{place}:{call.lineno}: a message has to be a plain text")
    return (plain[0], plain[1]) if number == 2 else plain[0]


def titles_and_hints() -> Iterator[Found]:
    """Yield the title and the hints of each check of the course."""
    for target in layout.everything():
        for check in checks.load(target):
            yield from ((text, check.id(target)) for text in (check.title, *check.hints))


DOMAINS = {"messages": messages, "course": titles_and_hints}


def catalog(domain: str, language: str) -> Catalog:
    """Give the catalog of a domain: its messages of now, with the translations that are known."""
    known = _read(file(domain, language), language)
    fresh = Catalog(
        locale=language,
        header_comment=f"# The {domain} of the course in another language; grader/i18n.py tells more.",
        project="network-course",
        version="1",
        charset="utf-8",
        creation_date=known.creation_date,  # so that nothing changes where nothing is new
        revision_date=known.creation_date,
        fuzzy=False,
    )
    for message, place in DOMAINS[domain]():
        old = known.get(message if isinstance(message, str) else message[0])
        entry = fresh.get(message if isinstance(message, str) else message[0])
        if entry is None:
            fresh.add(message, old.string if old else "", auto_comments=[place])
        elif place not in entry.auto_comments:
            entry.auto_comments.append(place)
    return fresh


def file(domain: str, language: str) -> Path:
    """Give the place of a catalog that is written by hand; the compiled one lies beside it."""
    return LOCALE / language / "LC_MESSAGES" / f"{domain}.po"


def _read(path: Path, language: str) -> Catalog:
    if not path.is_file():
        return Catalog(locale=language)
    with path.open("rb") as stream:
        return read_po(stream, locale=language)


def untranslated(found: Catalog) -> list[str]:
    """Give the messages that have no translation."""
    empty = [entry.id for entry in found if entry.id and not all(_strings(entry.string))]
    return [each if isinstance(each, str) else each[0] for each in empty]


def _strings(string: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [string] if isinstance(string, str) else list(string or [""])


def stamp_pages() -> None:
    """Stamp the sections of the translated pages that have no stamp yet."""
    for english, own in translations.pairs():
        if own.is_file():
            text = translations.stamped(english.read_text("utf-8"), own.read_text("utf-8"))
            own.write_text(text, "utf-8", newline="\n")


def main() -> None:
    """Update and compile all catalogs, list what waits for a translation, and stamp the pages."""
    stamp_pages()
    for language in LANGUAGES:
        if language == SOURCE:
            continue
        for domain in DOMAINS:
            fresh, path = catalog(domain, language), file(domain, language)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as stream:
                write_po(stream, fresh, width=0, omit_header=False, sort_output=True)
            with path.with_suffix(".mo").open("wb") as stream:
                write_mo(stream, fresh)
            waiting = untranslated(fresh)
            print(f"{language}/{domain}: {len(fresh)} messages, {len(waiting)} to translate")
            for text in waiting:
                print(f"  {text!r}")


if __name__ == "__main__":
    main()
